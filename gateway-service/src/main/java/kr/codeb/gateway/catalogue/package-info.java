/** What a tool is: its name, inputs, answer and execution, declared once; and the catalogue of all of them. Knows no door. */
package kr.codeb.gateway.catalogue;
