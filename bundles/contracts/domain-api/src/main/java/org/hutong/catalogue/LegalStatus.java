package org.hutong.catalogue;

/** An item's legal status (privacy.md §12). */
public enum LegalStatus {
  /** 有效. */
  IN_FORCE,
  /** 待核实. */
  UNVERIFIED,
  /** 已废止: closed to new intake, history kept. */
  ABOLISHED,
  /** 示例(虚构). */
  EXAMPLE
}
