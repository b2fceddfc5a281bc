"""Pictures as inline SVG, with title and description; colours come from the page's stylesheet."""

from xml.etree.ElementTree import Element, SubElement

from assistant.reports.blocks import Lettering, Outline, PictureBlock


def to_svg(block: PictureBlock, *, number: int) -> Element:
    """A picture as an element; `number` keeps its ids apart from those of others."""
    picture = block.picture
    names = {"title": f"picture-{number}", "desc": f"picture-{number}-words"}
    svg = Element(
        "svg",
        {
            "role": "img",
            "viewBox": f"0 0 {_number(picture.width)} {_number(picture.height)}",
            "aria-labelledby": " ".join(names.values()),
        },
    )
    SubElement(svg, "title", id=names["title"]).text = block.title
    SubElement(svg, "desc", id=names["desc"]).text = block.alt
    for shape in picture.shapes:
        _draw(svg, shape)
    return svg


def _draw(svg: Element, shape: Outline | Lettering) -> None:
    if isinstance(shape, Lettering):
        x, y = map(_number, shape.at)
        where = {"x": x, "y": y, "class": shape.style, "text-anchor": shape.anchor}
        SubElement(svg, "text", where).text = shape.text
        return
    points = " ".join(f"{_number(x)},{_number(y)}" for x, y in shape.points)
    tag = "polygon" if shape.closed else "polyline"
    SubElement(svg, tag, {"points": points, "class": shape.style})


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
