-- 示例(虚构): SI-01 stands for 区充分就业管理平台. No published schema of it is known; every name is invented.
CREATE SCHEMA cz_jy_base; -- what the platform itself writes; the adapter's role cannot see it
CREATE SCHEMA cz_jy;      -- 前置库: views to read, one table to write

CREATE TABLE cz_jy_base.sydj ( -- 失业登记
  djbh varchar(20) PRIMARY KEY,     -- 登记编号
  xm varchar(50) NOT NULL,          -- 姓名
  sfzh varchar(18),                 -- 身份证号, 15 or 18
  xb char(1),                       -- 性别: 1 2, of older rows 男 女
  mz varchar(20),                   -- 民族: 汉, of other rows 01
  whcd varchar(20),                 -- 文化程度
  sqmc varchar(50), sqdm varchar(12), -- 社区名称, 社区代码
  sydjrq char(8),                   -- 失业登记日期
  syyy varchar(100),                -- 失业原因
  zt char(1) NOT NULL,              -- 状态 1 失业 2 就业 3 注销
  gxsj timestamp(0) NOT NULL,       -- 更新时间, to the second, Beijing time
  scbz char(1) NOT NULL DEFAULT '0'); -- 删除标志
CREATE TABLE cz_jy_base.pxjl ( -- 培训
  pxbh varchar(20) PRIMARY KEY, sfzh varchar(18), pxxm varchar(50), ksrq char(8), jsrq char(8),
  jg varchar(20), gxsj timestamp(0) NOT NULL);
CREATE TABLE cz_jy_base.gwtj ( -- 岗位推荐
  tjbh varchar(20) PRIMARY KEY, sfzh varchar(18), dwmc varchar(100), tyshxydm varchar(18),
  gw varchar(50), jg varchar(20), gxsj timestamp(0) NOT NULL);

CREATE VIEW cz_jy.v_sydj AS SELECT * FROM cz_jy_base.sydj;
CREATE VIEW cz_jy.v_pxjl AS SELECT * FROM cz_jy_base.pxjl;
CREATE VIEW cz_jy.v_gwtj AS SELECT * FROM cz_jy_base.gwtj;
CREATE TABLE cz_jy.t_inbox ( -- 接收
  id bigserial PRIMARY KEY,
  lsh varchar(128) NOT NULL UNIQUE, -- 流水号
  ywlx varchar(20) NOT NULL,        -- 业务类型
  nr json NOT NULL,                 -- 内容
  jsrq timestamptz NOT NULL DEFAULT now(),
  clzt char(1) NOT NULL DEFAULT '0', cljg varchar(200)); -- 处理状态, 处理结果
