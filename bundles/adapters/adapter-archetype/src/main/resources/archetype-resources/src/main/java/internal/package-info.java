/** Systems of technology {@code ${technology}}. Exports nothing, so that it is swapped alone. */
@NullMarked
package ${package}.internal;

import org.jspecify.annotations.NullMarked;
