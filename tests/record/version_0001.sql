BEGIN TRANSACTION;
CREATE TABLE act (
	assessment INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	prev TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	digests TEXT NOT NULL, 
	PRIMARY KEY (assessment, seq), 
	FOREIGN KEY(assessment) REFERENCES assessment (id) ON DELETE CASCADE
);
INSERT INTO "act" VALUES(1,1,'','bb097dc4402bd7a22e2deee30d487e5e975153abf74f9644b1266b51f476fad7','{"at":"366c873a53f218c2a3c2a0f56d92dbad18180b6b1c2c6f24dded042dccb99944","deed.catalogue":"7749b719cabf4d68aab5877a6ab1e1a6f2cbdd4a632440c0bd85a390fe4ea17d","deed.kind":"c67b2c785e505294673abc06d3c55a3863bb9233fb7959ee8af525b71da0f12a","deed.name":"fba465b2912b7323553e4a94b7a5e6e64cb80808e28d8ce5f44e84aee5db7827","deed.origin":"2f192bf9aded29f9de6fafba94d69c7af0bcfeae9f75439705df09d9bdc11171","deed.profile":"8efbc904c9f9a2a190d81462ce702c1a9414b7c3adf96c5b80ab3b6431584933","deed.program":"2caaf4c75f085105c9b2bb2013fe0754b41c60f219e02d42c2ba46e1b151549e","speaker.name":"95cabe3c70be78eb16ad0fe5bbab7dbfbcdec5354d39fafe4573d48bdf8bea5a","speaker.number":"b38cec587fa807a8797210bd974a2e966b2aa556555c440191a95a5108b1eb8a","speaker.role":"7e76b4c1a932fd8222379055be63d606c562d22fa2c07f987e4919784c78f2ec"}');
INSERT INTO "act" VALUES(1,2,'bb097dc4402bd7a22e2deee30d487e5e975153abf74f9644b1266b51f476fad7','e748391a7a0abcd09cbd8d3bc42afd5920e44bff7a936f794ed2c89f42d55390','{"at":"1eb0358323dc71417a36912090de741ea5fc636264b6829b3f959645b2866210","deed.kind":"baa32db07b7ed4f76d922fe2229c08eddd9cd24f1206ad117d90b6d202bf3155","deed.system.name":"f728e56c9ec1649b2ac889a5744a1937b12e2188386a93f6aa88e70fbef43c83","deed.system.owner":"11f4ca887de8a38ebc57d103e32254d8b9da7a51db969c5379691f2d6a34990f","deed.system.traits":"e7395da345d1da1b1da40db9c4469e08bdaba6713d9bd1a6be38d55b706009a5","speaker.name":"4aaccf4310321cac9b73529102dba22b018360dbb6206a76446cb39020e89789","speaker.number":"c8471b0b89dedefb4528d2cb8eb8cafd3df255b3d0949a6c14da228f048a2fad","speaker.role":"5710c9bb71bd70f17d175c77b663d15a627681807bca11ea89d8bd48efdd60b5"}');
INSERT INTO "act" VALUES(1,3,'e748391a7a0abcd09cbd8d3bc42afd5920e44bff7a936f794ed2c89f42d55390','704f7e157110bbac2e931b5bf9c29270b67dffa00ff47fd363c599064d223294','{"at":"be571f0942514ad456c2211bc62ff7bb4e336cb7fc5c52e7bd6179e1a62f4ece","deed.kind":"f7952a100d5f13b00d62b31a0fcb544a78277f724cb0370b60dab0752a0c3532","speaker.name":"3885f25091979cc6151947c6b47b99046ba5025e327f9e9a0af71ba2da400b4f","speaker.number":"61db35fe0fda16dc5ad8c13e593ca83132a74f22208fa0acab89520e1e5454de","speaker.role":"8cef62a08e9ae1dcffa2b641d428d5d82c0172caad413542dc8890bfe1ad3934"}');
INSERT INTO "act" VALUES(1,4,'704f7e157110bbac2e931b5bf9c29270b67dffa00ff47fd363c599064d223294','858ddd30c3395b0d1406af5705e2382e8c5d13b076355d522b22e4f0832bba7d','{"at":"cb542f2bbbcd37f34e3cf1ddc33643ad66df06d18d985caa49bb219c1b05a112","deed.activity":"78a8323e4cbbe7fe481cd6f3e0c3d6cf0e498f1d91e39a0dbca03aca10941a0e","deed.corrects":"9a2b9e6d9cd345f34e0e43a92ee4b1558857b2a0a88a3a29ab05878d43f17bcd","deed.kind":"a23b77a55805ca4048eb10de491015cfd38da9083cf12a53fa75648d912475af","deed.phase":"f1bd0b27710439d2c7529894774612002f650a625216944d9fdb9466b74c990e","deed.practice":"39b38fde73c35c751fe2aaddae8ef818a6be2ddc34fc94032ef8d7e170fc44eb","deed.readings":"e6d7a59783b4f08cb685234a50c6bfba9f2e52f9fa4f94b2592c441c66c9d7fe","deed.story":"1a33afe5c736df4bdd543d6946458b630a3070b49cc78b1858d482e9cd28ce47","deed.text":"955b83b7a3171cb4e8f3634d0cfb2284547989f0243e4332e4e6c97d4b06e6b5","speaker.name":"27c5d7bae3b8b00851f2ef2979d1716ca6ebd90b1684d768cf7e4dd7d9befbc7","speaker.number":"bb51e9abb725d87cb3084360721a41fc7deb75a0cc00c3189861ec078b5a8184","speaker.role":"268fe88a9d8aa3cf36940d45a333737800ed8033d9374158f83fc9ce046d6588"}');
INSERT INTO "act" VALUES(1,5,'858ddd30c3395b0d1406af5705e2382e8c5d13b076355d522b22e4f0832bba7d','46f7fce7f22138f3483a49b578d6ec34b23ea1e4ad29e12989ebabd255e66087','{"at":"e1e4bff62c20ac332783198fa319f33ac42ad2d461f4d954b554864fa3885f52","deed.kind":"c0cb3fd16c74dee20c366be4db49695e962a2f5d66033ed28d0105cec800835f","deed.practice":"c1affe9341ab980fd784a13646ed52993ea36b8b5a90938d895d887cfb7c0e09","deed.text":"a7ac262d6bfc56b2a25bfb57f68316c9278b76341274372bbbceee854515be82","speaker.name":"dac8ab2a78dbf7b1862dc7505843803c598d1d95e6c66e8e35e126698ed008a0","speaker.number":"9078ce6e94ed07050415343e56eccf2e2c21ff30300f9f0cfa4ad156d47188e4","speaker.role":"7e18c6de382f54608599f9b58a5b9025128c35a3fa6d4773cf9de9c6b492f7ba"}');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE assessment (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	created TEXT NOT NULL, 
	last TEXT NOT NULL, 
	count INTEGER NOT NULL, 
	head TEXT NOT NULL, 
	catalogue TEXT NOT NULL, 
	UNIQUE (name), 
	FOREIGN KEY(catalogue) REFERENCES snapshot (sha256)
);
INSERT INTO "assessment" VALUES(1,'Old factory','2025-03-04T09:00:00.000000Z','2025-03-04T09:03:00.000003Z',5,'46f7fce7f22138f3483a49b578d6ec34b23ea1e4ad29e12989ebabd255e66087','1c5993c0abdd39775d72de13fc03c21c052759dafae24c70967237d3610534dd');
CREATE TABLE payload (
	assessment INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	fields TEXT NOT NULL, 
	PRIMARY KEY (assessment, seq), 
	FOREIGN KEY(assessment, seq) REFERENCES act (assessment, seq) ON DELETE CASCADE
);
INSERT INTO "payload" VALUES(1,1,'{"at":["3f366879febdb39e6c8751289de9edff","2025-03-04T09:00:00.000000Z"],"deed.catalogue":["ce8b5f4708941eeeb97af4c28bd869ea","1c5993c0abdd39775d72de13fc03c21c052759dafae24c70967237d3610534dd"],"deed.kind":["418c9778a9d74f0d4ead5d3148c9581a","opened"],"deed.name":["9a9bb8a9efdd4664fb5ded93aad266bd","Old factory"],"deed.origin":["b34535e55bc63979968ec1fc19ac0ee6",""],"deed.profile":["f1a32d57096e8acf5bc89d981979ab75","core"],"deed.program":["e4ccf089747e9dee8ece39b6687fdfaf","mlsmm 0.0.1"],"speaker.name":["039c803f3c81c4791426cec32fd376b8","Jonas"],"speaker.number":["09f09312bcfab6b8494d8f58379a4c69",1],"speaker.role":["471cef39130404c48ec5c8c1dc74f911","data engineer"]}');
INSERT INTO "payload" VALUES(1,2,'{"at":["fbf2d7c382ae7bb17c2af81fdf631130","2025-03-04T09:01:00.000001Z"],"deed.kind":["c58acdff4506c65b9831ceb3945c3a5b","system added"],"deed.system.name":["3f8d4c095cd5036baef8614dac227b41","photo"],"deed.system.owner":["c2797acff0a6b0ff7693e1cce948b266","Ines"],"deed.system.traits":["8686f666dba31fd9c158ae40a0976acc",["trains-own"]],"speaker.name":["36b2c68e2174757f81a0ef87b3d702c6","Jonas"],"speaker.number":["a934898a827d2b0ec8fd84acfaa657a6",1],"speaker.role":["adeae7b6a10ffc7f8074a1d61aa95023","data engineer"]}');
INSERT INTO "payload" VALUES(1,3,'{"at":["f21e7557699504dcf4a2fa4587f5c878","2025-03-04T09:01:00.000001Z"],"deed.kind":["e230f2490070578c251303595d1020cd","scope settled"],"speaker.name":["766e5e6b2cd0ac335c3fa563e2393a44","Jonas"],"speaker.number":["5402f3091105bd207ec0ef943ef0e097",1],"speaker.role":["5ba6930b74e7a074a1495fc460803a1a","data engineer"]}');
INSERT INTO "payload" VALUES(1,4,'{"at":["302952fd874c201bc0b82382e6ddcf0b","2025-03-04T09:02:00.000002Z"],"deed.activity":["6a99db19e6587724da072ab0f02e2ba0",null],"deed.corrects":["ddb12ec6aadaf24234b09a1167a263c5",false],"deed.kind":["da5e0765de9e96a767827cff330464e4","answered"],"deed.phase":["d060f930ec841f630f1d6e715235b1db",null],"deed.practice":["19125cd05d09a9b0198545d67591ea93","AML.M0007"],"deed.readings":["8ab3a916679ce7f87b23034e569be883",{}],"deed.story":["3fd8a494146e8ac901520ef794bcaf92",null],"deed.text":["e5b00377a1dd23a586966349b155869e","We look at every delivery, Marek does it."],"speaker.name":["5233b98981f5dd77b458944355d33d45","Jonas"],"speaker.number":["05b3926608b812757ab623f95aa97bf5",1],"speaker.role":["54ea6cb3c10a715b878b501da3a7ea70","data engineer"]}');
INSERT INTO "payload" VALUES(1,5,'{"at":["d3acf393767f15284e7a4a0d03e2fe91","2025-03-04T09:03:00.000003Z"],"deed.kind":["a275b5f11b4785d62c7bbabfc52d671e","noted"],"deed.practice":["c06d7bf276938b9cfcb5e39a63933c37",null],"deed.text":["7d7abe61651b7b630be251edd4b71454","He seemed unsure."],"speaker.name":["d9278369c7958a4f497806e191234748","Ines"],"speaker.number":["7f561196248745762f0892f93ebcad4e",2],"speaker.role":["c91ea12006a8e8516f1dfd9733077335",""]}');
CREATE TABLE snapshot (
	sha256 TEXT NOT NULL, 
	json TEXT NOT NULL, 
	PRIMARY KEY (sha256)
);
INSERT INTO "snapshot" VALUES('1c5993c0abdd39775d72de13fc03c21c052759dafae24c70967237d3610534dd','{"practices":[],"version":"0"}');
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('assessment',1);
COMMIT;
