package kr.codeb.gateway.catalogue;

import java.util.List;

/** Tools that belong together. Every bean of this type is in the catalogue. */
public interface ToolGroup {

    List<Tool> tools();
}
