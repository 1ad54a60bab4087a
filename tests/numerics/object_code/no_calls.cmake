# Fails when a function of the object file calls another, or when one that is expected is missing.
# Variables: OBJDUMP, OBJECT.

execute_process(COMMAND ${OBJDUMP} -dr ${OBJECT} OUTPUT_VARIABLE code RESULT_VARIABLE status)
if(status)
  message(FATAL_ERROR "${OBJDUMP} cannot read ${OBJECT}")
endif()
foreach(network fibre_domain nfkb_cell expected_cells muscle_function)
  foreach(name add_rates rates_and_factors solve prepare_inputs)
    if(NOT code MATCHES "<${network}_kernel_${name}>:")
      message(FATAL_ERROR "${network}_kernel_${name} is not in ${OBJECT}")
    endif()
  endforeach()
endforeach()
# The named functions end in a jump to the generated ones, which are in the same object file and read with it.
string(REGEX REPLACE "(PLT32|JUMP26)[ \t]+_ZN5knead7kernels[^\n]*" "" code "${code}")
# A call is an instruction on x86-64 and Arm, or, where it ends a function, a jump with one of these relocations.
if(code MATCHES "[ \t](callq?|blr?)[ \t][^\n]*|[^\n]*(PLT32|CALL26|JUMP26)[^\n]*")
  message(FATAL_ERROR "the rates call a function: ${CMAKE_MATCH_0}")
endif()
