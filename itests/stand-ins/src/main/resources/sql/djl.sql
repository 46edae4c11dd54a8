-- 示例(虚构): SI-04 stands for 天桥东经路流转系统. No published schema of it is known; every name is invented.
CREATE SCHEMA djl;
CREATE SCHEMA standin; -- what the stand-in remembers for tests; the adapter's role cannot see it

CREATE TABLE djl.t_sx ( -- 事项
  bm varchar(10) PRIMARY KEY,       -- 事项编码 SX001 … SX067
  dl varchar(20) NOT NULL,          -- 大类, one of six
  mc varchar(100) NOT NULL);        -- 名称

CREATE SEQUENCE djl.s_bj;
CREATE TABLE djl.t_bj ( -- 办件
  bjbh varchar(16) PRIMARY KEY      -- 办件编号: the system's own number, its receipt
    DEFAULT 'DJL' || to_char(now(), 'YYYY') || lpad(nextval('djl.s_bj')::text, 8, '0'),
  sxbm varchar(10) NOT NULL REFERENCES djl.t_sx,  -- 事项编码
  sqr_sfzh varchar(18),             -- 申请人身份证号, 15 or 18
  sqr_xm varchar(100) NOT NULL,     -- 申请人姓名
  slr varchar(50),                  -- 受理人
  slsj timestamp(0) NOT NULL,       -- 受理时间, Beijing time without zone
  zt char(1) NOT NULL DEFAULT '1' CHECK (zt IN ('1', '2', '9')),  -- 状态 1 受理 2 办结 9 撤销
  bjsj timestamp(0),                -- 办结时间
  bjjg varchar(200),                -- 办结结果
  bdnr jsonb,                       -- 表单内容: what its own clerk typed besides
  lybh varchar(64) UNIQUE,          -- 来源编号: the number of whoever wrote it from outside
  lybb integer);                    -- 来源版本: the revision of that writer's record

CREATE TABLE djl.t_ls ( -- 来源流水: a writer may keep one row a write, in the write's own transaction
  lsh varchar(128) PRIMARY KEY,     -- 流水号
  bjbh varchar(16) NOT NULL REFERENCES djl.t_bj,
  cz varchar(10) NOT NULL,          -- 操作
  sj timestamptz NOT NULL DEFAULT now());

CREATE TABLE djl.t_rk ( -- 人口
  id serial PRIMARY KEY,
  xm varchar(100) NOT NULL,         -- 姓名
  sfzh varchar(18),                 -- 15 or 18, persons twice
  csrq char(8),                     -- 出生日期
  dz varchar(200),                  -- 地址
  dh varchar(20),                   -- 电话
  bq varchar(100));                 -- 标签

CREATE TABLE djl.t_zx ( -- 咨询
  id serial PRIMARY KEY,
  zxsj timestamp(0) NOT NULL,       -- 咨询时间
  nr varchar(500) NOT NULL);        -- 内容

CREATE TABLE djl.t_outbox ( -- what changed, in order of xh; numbers may have gaps and arrive late
  xh bigserial PRIMARY KEY,
  biao varchar(20) NOT NULL,        -- 表
  zj varchar(20) NOT NULL,          -- 主键
  czlx char(1) NOT NULL,            -- 操作类型 I U D
  sj timestamptz NOT NULL DEFAULT now(),
  nr json NOT NULL);                -- 内容: the row

CREATE TABLE standin.journal (
  id bigserial PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  tx bigint NOT NULL DEFAULT txid_current(),
  operation varchar(10) NOT NULL,
  verb varchar(10) NOT NULL,
  bjbh varchar(16) NOT NULL,
  key text,
  revision int NOT NULL,
  client text NOT NULL,
  record jsonb NOT NULL);
CREATE INDEX journal_bjbh ON standin.journal (bjbh);
CREATE INDEX journal_tx ON standin.journal (tx);

CREATE TABLE standin.dup (n int NOT NULL); -- a row while the fault "dup" is in force; -1 = for good

CREATE FUNCTION standin.remember() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  r djl.t_bj;
  op text := CASE TG_OP WHEN 'INSERT' THEN 'CREATE' WHEN 'UPDATE' THEN 'CORRECT' ELSE 'CANCEL' END;
BEGIN
  IF TG_OP = 'DELETE' THEN r := OLD; ELSE r := NEW; END IF;
  IF TG_OP = 'UPDATE' AND NEW.zt = '9' AND OLD.zt <> '9' THEN op := 'CANCEL'; END IF;
  INSERT INTO standin.journal (operation, verb, bjbh, key, revision, client, record)
  VALUES (op, TG_OP, r.bjbh,
          CASE WHEN TG_OP = 'INSERT' OR r.lybb IS NULL THEN r.lybh ELSE r.lybh || '#' || r.lybb END,
          (SELECT count(*) + 1 FROM standin.journal j WHERE j.bjbh = r.bjbh),
          CASE WHEN pg_trigger_depth() > 1 THEN 'counter' ELSE current_setting('application_name') END,
          to_jsonb(r));
  IF TG_OP = 'INSERT' AND r.lybh IS NOT NULL AND EXISTS (SELECT 1 FROM standin.dup) THEN
    UPDATE standin.dup SET n = n - 1 WHERE n > 0;
    DELETE FROM standin.dup WHERE n = 0;
    -- A clerk at the counter enters the same thing again, under a number of its own.
    INSERT INTO djl.t_bj (sxbm, sqr_sfzh, sqr_xm, slr, slsj, zt)
    SELECT sxbm, sqr_sfzh, sqr_xm, '窗口', slsj, zt FROM djl.t_bj WHERE bjbh = r.bjbh;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION standin.put_out() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  j json := CASE WHEN TG_OP = 'DELETE' THEN row_to_json(OLD) ELSE row_to_json(NEW) END;
BEGIN
  INSERT INTO djl.t_outbox (biao, zj, czlx, nr)
  VALUES (TG_TABLE_NAME, coalesce(j ->> 'bjbh', j ->> 'id'), left(TG_OP, 1), j);
  RETURN NULL;
END $$;

CREATE TRIGGER remember_bj AFTER INSERT OR DELETE ON djl.t_bj
  FOR EACH ROW EXECUTE FUNCTION standin.remember();
CREATE TRIGGER remember_bj_change AFTER UPDATE ON djl.t_bj
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION standin.remember();
CREATE TRIGGER out_bj AFTER INSERT OR UPDATE OR DELETE ON djl.t_bj
  FOR EACH ROW EXECUTE FUNCTION standin.put_out();
CREATE TRIGGER out_zx AFTER INSERT OR UPDATE OR DELETE ON djl.t_zx
  FOR EACH ROW EXECUTE FUNCTION standin.put_out();

INSERT INTO djl.t_sx (bm, dl, mc)
SELECT 'SX' || lpad(n::text, 3, '0'), dl[1 + (n - 1) % 6],
       CASE n WHEN 1 THEN '临时救助' ELSE '示例事项' || n END
  FROM generate_series(1, 67) n,
       (SELECT ARRAY['社会福利', '爱心助残', '计划生育', '灵活就业', '住房保障', '老年事业服务'] dl) d;
