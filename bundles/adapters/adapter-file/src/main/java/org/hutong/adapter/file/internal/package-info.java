/** Exchanges files with a system. */
@NullMarked
package org.hutong.adapter.file.internal;

import org.jspecify.annotations.NullMarked;
