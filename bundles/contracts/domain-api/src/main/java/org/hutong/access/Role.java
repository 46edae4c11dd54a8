package org.hutong.access;

import java.util.Arrays;
import java.util.Optional;

/** The roles of an account. The last four but one are the administrators, kept apart (R61). */
public enum Role {
  /** 窗口、社区工作者: enters cases. */
  CLERK("clerk"),
  /** 科室经办人: acts on steps. */
  OFFICER("officer"),
  /** 分中心调度员: assigns, determines, supervises. */
  DISPATCHER("dispatcher"),
  /** 街道信息技术人员: systems, adapters, the ledger with masked content. */
  STREET_IT("street-it"),
  /** 系统管理员. */
  ADMIN("admin"),
  /** 安全管理员: accounts, roles, keys. */
  SECURITY("security"),
  /** 审计管理员. */
  AUDITOR("auditor"),
  /** 区全响应平台. */
  HUB("hub");

  private final String wireName;

  Role(String wireName) {
    this.wireName = wireName;
  }

  /** The name in configuration, tokens and console. */
  public String wireName() {
    return wireName;
  }

  /** Whether its holder sees personal data masked only, whatever else he may be. */
  public boolean maskedOnly() {
    return switch (this) {
      case STREET_IT, ADMIN, SECURITY, AUDITOR -> true;
      case CLERK, OFFICER, DISPATCHER, HUB -> false;
    };
  }

  /** The role of that name. */
  public static Optional<Role> of(String wireName) {
    return Arrays.stream(values()).filter(r -> r.wireName.equals(wireName)).findFirst();
  }
}
