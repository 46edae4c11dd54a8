package org.hutong.catalogue;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The items in force. Never empty-handed while a wrong file lies there: the old one stays. */
public interface Catalogue {
  /**
   * What a check of the files found.
   *
   * @param row 1-based; 0 where the whole file is meant
   * @param field the column or the path in the file
   * @param reason one Chinese sentence
   * @param note true where it is only worth knowing and the file is taken all the same, such as one
   *     in GB18030
   */
  record Finding(String file, int row, String field, String reason, boolean note) {
    /** Something wrong: the files are not taken. */
    public Finding(String file, int row, String field, String reason) {
      this(file, row, field, reason, false);
    }
  }

  /** A scheme (分类体系) with its number of items loaded. */
  record Scheme(String scheme, String name, int items) {}

  /** The newest versions that match; null matches all. {@code text} also matches common words. */
  List<Item> find(@Nullable String text, @Nullable String category, @Nullable String audience);

  /** The newest version. */
  Optional<Item> item(String scheme, String code);

  /** That very version, also a former one that an open case began with. */
  Optional<Item> item(ItemRef ref);

  /** The schemes loaded. */
  List<Scheme> schemes();
}
