/**
 * Modules: adapters that come and go while the appliance works. A file is checked by its form, its
 * effect is simulated, and only then is it swapped in, with the way back kept open.
 */
@NullMarked
package org.hutong.core.systems.modules;

import org.jspecify.annotations.NullMarked;
