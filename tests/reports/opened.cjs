// node opened.cjs PAGE: opens a report in Chromium at three sizes and prints, as JSON, what went wrong.
// axe-core and playwright-core come from the folder that MLSMM_AXE names; CHROMIUM is the browser.
const fs = require('fs')
const os = require('os')
const path = require('path')
const { createRequire } = require('module')
const from = createRequire(path.join(process.env.MLSMM_AXE, 'node_modules', 'x.js'))
const { chromium } = from('playwright-core')
const axe = fs.readFileSync(from.resolve('axe-core/axe.min.js'), 'utf8')
const QUIET = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync']
const SIZES = {
  light: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  phone: { viewport: { width: 375, height: 740 }, isMobile: true, hasTouch: true },
}

async function open(size, page, found) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'mlsmm-page-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM, headless: true, args: QUIET, bypassCSP: true, ...SIZES[size],
  })
  try {
    const tab = context.pages()[0] || await context.newPage()
    tab.on('console', (message) => found.console.push(message.text()))
    tab.on('pageerror', (error) => found.console.push(String(error)))
    tab.on('request', (request) => { if (!request.url().startsWith('file:')) found.requests.push(request.url()) })
    await tab.goto('file://' + page)
    if (await tab.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 2)) found.wider.push(size)
    await tab.evaluate(axe)
    const told = await tab.evaluate(() => axe.run(document, { resultTypes: ['violations'] }))
    found.passes.push(told.passes.length)
    for (const rule of told.violations) {
      found.violations.push([size, rule.id, rule.impact, rule.nodes.length, rule.nodes[0].html.slice(0, 120)])
    }
  } finally {
    await context.close()
    fs.rmSync(profile, { recursive: true, force: true })
  }
}

async function main() {
  const found = { console: [], requests: [], wider: [], violations: [], passes: [] }
  for (const size of Object.keys(SIZES)) await open(size, process.argv[2], found)
  console.log(JSON.stringify(found))
}

main().catch((error) => { console.error(error); process.exit(1) })
