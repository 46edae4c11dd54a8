/** What business files are read with: strict YAML and CSV with line numbers, bounded JSONata. */
@NullMarked
package org.hutong.core.rules;

import org.jspecify.annotations.NullMarked;
