/**
 * What the adapters share: reading settings, walking trees, calls bounded in time. Copied privately
 * into each adapter's bundle and exported by none.
 */
@NullMarked
package org.hutong.adapter.support;

import org.jspecify.annotations.NullMarked;
