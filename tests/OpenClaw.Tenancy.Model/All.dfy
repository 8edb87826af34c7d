// What is compiled: the model without its theorems.
include "Lattices.dfy"
include "Delegations.dfy"
include "TextKeys.dfy"
include "BinaryKeys.dfy"
include "Approvals.dfy"
