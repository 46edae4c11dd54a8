package org.hutong.catalogue;

/**
 * Names an item: a scheme such as {@code survey-2016} and a code such as {@code MZ-28}.
 *
 * @param version the item's version, from 1; 0 where the newest is meant
 */
public record ItemRef(String scheme, String code, int version) {
  /** Whether both name one item, whatever the version. */
  public boolean sameItem(ItemRef other) {
    return scheme.equals(other.scheme) && code.equals(other.code);
  }
}
