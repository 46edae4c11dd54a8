package org.hutong.problem;

import static org.hutong.problem.Kind.CONFLICT;
import static org.hutong.problem.Kind.FORBIDDEN;
import static org.hutong.problem.Kind.GONE;
import static org.hutong.problem.Kind.INTERNAL;
import static org.hutong.problem.Kind.INVALID;
import static org.hutong.problem.Kind.NOT_FOUND;
import static org.hutong.problem.Kind.OVERLOADED;
import static org.hutong.problem.Kind.PRECONDITION_REQUIRED;
import static org.hutong.problem.Kind.STALE;
import static org.hutong.problem.Kind.TOO_LARGE;
import static org.hutong.problem.Kind.TOO_MANY;
import static org.hutong.problem.Kind.UNAUTHENTICATED;
import static org.hutong.problem.Kind.UNSUPPORTED_MEDIA;

/** Every code a caller can meet, on REST, SOAP and the console alike. A code never changes. */
public enum Code {
  // The request as a whole
  MALFORMED_REQUEST(INVALID, "请求内容格式不正确，无法解析"),
  INVALID_REQUEST(INVALID, "请求内容有误，请按所列问题更正"),
  UNSUPPORTED_MEDIA_TYPE(UNSUPPORTED_MEDIA, "不支持该内容类型"),
  BODY_TOO_LARGE(TOO_LARGE, "请求内容超过大小上限"),
  TOO_MANY_REQUESTS(TOO_MANY, "请求过于频繁，请稍后再试"),
  OVERLOADED_TRY_LATER(OVERLOADED, "系统繁忙，请稍后再试"),
  STORE_UNAVAILABLE(OVERLOADED, "数据库暂不可用，请稍后再试"),
  INTERNAL_ERROR(INTERNAL, "系统内部错误，已记录"),
  NOT_FOUND_HERE(NOT_FOUND, "未找到"),
  METHOD_NOT_ALLOWED(INVALID, "不支持该操作方法"),

  // One field (also used in errors[])
  FIELD_UNKNOWN(INVALID, "不认识的字段"),
  FIELD_MISSING(INVALID, "缺少必填字段"),
  FIELD_TYPE(INVALID, "字段类型不正确"),
  FIELD_VALUE(INVALID, "字段取值不正确"),
  FIELD_TOO_LONG(INVALID, "字段超过长度上限"),
  ID_NUMBER_INVALID(INVALID, "证件号码校验不通过"),
  CREDIT_CODE_INVALID(INVALID, "统一社会信用代码校验不通过"),
  NAME_INVALID(INVALID, "姓名不符合要求"),
  PHONE_INVALID(INVALID, "电话号码不符合要求"),
  PLACE_INVALID(INVALID, "地点编码不符合要求"),

  // Who asks, and what for
  AUTHENTICATION_REQUIRED(UNAUTHENTICATED, "需要身份认证"),
  AUTHENTICATION_FAILED(UNAUTHENTICATED, "用户名、密码或令牌不正确"),
  ACCOUNT_LOCKED(UNAUTHENTICATED, "登录失败次数过多，账户已暂时锁定"),
  INITIAL_PASSWORD_LOCAL_ONLY(UNAUTHENTICATED, "初始密码只能在本机使用，请先修改密码"),
  SIGNATURE_WRONG(UNAUTHENTICATED, "推送的地址或签名不正确"),
  SIGNATURE_OUT_OF_TIME(UNAUTHENTICATED, "签名的时间不在允许的范围内，请核对时钟，重新签名后再送"),
  TLS_REQUIRED(FORBIDDEN, "本机以外的访问必须使用 HTTPS"),
  ROLE_REQUIRED(FORBIDDEN, "当前账户没有此项权限"),
  PURPOSE_REQUIRED(INVALID, "必须说明查询用途代码"),
  PURPOSE_UNKNOWN(INVALID, "不认识的用途代码"),
  PURPOSE_NOT_ALLOWED(FORBIDDEN, "当前账户不能以该用途访问"),

  // Writing once
  IDEMPOTENCY_KEY_REQUIRED(INVALID, "写入请求必须带 Idempotency-Key"),
  IDEMPOTENCY_KEY_REUSED(CONFLICT, "同一 Idempotency-Key 已用于不同内容"),
  PRECONDITION_MISSING(PRECONDITION_REQUIRED, "修改办件必须带 If-Match"),
  CASE_STALE(STALE, "办件已被他人修改，请重新读取"),

  // Catalogue
  ITEM_NOT_FOUND(NOT_FOUND, "没有这个事项"),
  ITEM_VERSION_STALE(CONFLICT, "事项标准已有新版本，请重新读取后填报"),
  ITEM_CLOSED(CONFLICT, "该事项已停止受理"),

  // Casework
  NOT_A_SERVICE_RECORD(
      INVALID,
      "没有事项或服务对象的记录不是行政服务办件（须有事项、对象、办理和结果）；日常工作记录请写入民情日志"
          + "（REST：POST /demands；SOAP：RecordDemand）"),
  CASE_NOT_FOUND(NOT_FOUND, "没有这个办件"),
  CASE_MATERIAL_MISSING(CONFLICT, "材料或条件不齐，请按一次性告知书补齐"),
  CASE_ACTION_ILLEGAL(CONFLICT, "办件当前状态不允许该操作"),
  CASE_EVALUATED(CONFLICT, "该办件已评价，每件只评价一次"),
  STEP_NOT_FOUND(NOT_FOUND, "没有这个环节"),
  STEP_NOT_YOURS(FORBIDDEN, "该环节不由本单位负责"),
  MATERIAL_NOT_FOUND(NOT_FOUND, "没有这份材料"),
  MATERIAL_INCOMPLETE(CONFLICT, "材料尚未上传完整"),
  MATERIAL_DIGEST_MISMATCH(CONFLICT, "材料的 SHA-256 校验不一致"),

  // Tasks of the hub
  TASK_NOT_FOUND(NOT_FOUND, "没有这个任务"),
  TASK_EXISTS(CONFLICT, "该编号的任务已经下达"),
  TASK_STALE(STALE, "任务已被他人修改，请重新读取"),
  TASK_ACTION_ILLEGAL(CONFLICT, "任务当前状态不允许该操作"),
  TASK_NOT_YOURS(FORBIDDEN, "该任务不由本单位办理"),

  // Delivery and systems
  DELIVERY_NOT_FOUND(NOT_FOUND, "没有这条分发记录"),
  DELIVERY_ACTION_ILLEGAL(CONFLICT, "分发记录当前状态不允许该操作"),
  SYSTEM_NOT_FOUND(NOT_FOUND, "没有这个系统"),
  FEED_NOT_FOUND(NOT_FOUND, "该系统没有这个数据流"),
  FEED_CLOSED(OVERLOADED, "该数据流暂不接收推送，请稍后再送"),
  QUARANTINED_NOT_FOUND(NOT_FOUND, "隔离区没有这条数据"),
  QUARANTINED_ACTION_ILLEGAL(CONFLICT, "该条隔离数据当前状态不允许该操作"),
  CURSOR_EXPIRED(GONE, "游标已失效，请从头读取"),
  CURSOR_INVALID(INVALID, "游标不正确"),

  // Room on the disk
  STORAGE_LOW(OVERLOADED, "磁盘剩余空间不足，暂停受理，请稍后再试"),
  BACKUP_FAILED(CONFLICT, "备份没有完成"),

  // Administration
  ACCOUNT_NOT_FOUND(NOT_FOUND, "没有这个账户"),
  ACCOUNT_EXISTS(CONFLICT, "账户已存在"),
  PASSWORD_TOO_WEAK(INVALID, "密码不符合要求"),
  MODULE_NOT_FOUND(NOT_FOUND, "没有这个模块"),
  MODULE_REFUSED(CONFLICT, "模块未通过检查，未安装"),
  MODULE_ROLLED_BACK(CONFLICT, "新版本未能正常启动，已恢复原版本"),
  CONFIG_INVALID(INVALID, "配置文件有误，原配置继续有效");

  private final Kind kind;
  private final String sentence;

  Code(Kind kind, String sentence) {
    this.kind = kind;
    this.sentence = sentence;
  }

  /** The kind, which decides the HTTP status. */
  public Kind kind() {
    return kind;
  }

  /** The Chinese sentence a person reads. */
  public String sentence() {
    return sentence;
  }
}
