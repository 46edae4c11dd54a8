/** The database: one writer, a small read pool, encryption, migrations. */
@NullMarked
package org.hutong.core.store;

import org.jspecify.annotations.NullMarked;
