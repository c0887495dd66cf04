/** Every setting under {@code codeb.}, with its default and its sentence; unknown names and unsafe values are refused here. */
package kr.codeb.settings;
