using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Properties.Laws;

namespace OpenClaw.Tenancy.Properties.Evaluators;

/// <summary>Laws of the boundary and of combining, for any list of evaluators.</summary>
public sealed class EvaluatorProperties : IDisposable
{
    private readonly EvaluatorWorlds _worlds = new();

    // Mostly such as do not object, so that allows do occur.
    private static Gen<char> Letter => Gen.Frequency((5, Gen.Elements('A', 'N', 'a', 'n')), (1, Gen.Elements(EvaluatorWorlds.Letters.ToArray())));

    private static Gen<string> List => from length in Gen.Choose(0, 3)
                                       from letters in Letter.ArrayOf(length)
                                       select new string(letters);

    [Fact]
    public void Never_allowed_outside_the_boundary() => Law.Check(
        List.Zip(AskCase.Gen),
        (x, tally) =>
        {
            AccessDecision decision = _worlds.Decide(x.Item1, x.Item2.In);
            return !tally.Count("allowed", decision.IsAllowed) || (x.Item2.IsWithinBoundary && decision.Way == AccessWay.Own);
        }).AtLeast("allowed", 0.1);

    [Fact]
    public void What_the_boundary_refuses_is_refused_for_the_same_reason_with_any_evaluators() => Law.Check(
        List.Zip(AskCase.Gen),
        (x, tally) => tally.Count("within", x.Item2.IsWithinBoundary)
            || _worlds.Decide(x.Item1, x.Item2.In).Reason == _worlds.Decide(string.Empty, x.Item2.In).Reason).AtLeast("within", 0.1);

    [Fact]
    public void Adding_an_evaluator_never_turns_a_denial_into_an_allow() => Law.Check(
        from list in List
        from added in Gen.Elements(EvaluatorWorlds.Letters.ToArray())
        from at in Gen.Choose(0, list.Length)
        from ask in AskCase.Gen
        select (list, longer: list.Insert(at, added.ToString()), ask),
        (x, tally) =>
        {
            bool before = tally.Count("allowed before", _worlds.Decide(x.list, x.ask.In).IsAllowed);
            bool after = tally.Count("allowed after", _worlds.Decide(x.longer, x.ask.In).IsAllowed);
            return before || !after;
        }).AtLeast("allowed before", 0.1).AtLeast("allowed after", 0.03);

    [Fact]
    public void Order_and_duplicates_change_neither_answer_nor_reason() => Law.Check(
        from list in List.Where(static l => l.Length > 0)
        from twice in Gen.Elements(list.ToArray())
        from shuffled in Gen.Shuffle(list.Append(twice).ToArray())
        from ask in AskCase.Gen
        select (list, shuffled: new string(shuffled), ask),
        (x, tally) =>
        {
            AccessDecision one = _worlds.Decide(x.list, x.ask.In);
            tally.Count("allowed", one.IsAllowed);
            tally.Count("refused by an evaluator", one.Reason is DenyReason.PolicyForbid or DenyReason.EvaluatorFault);
            return one == _worlds.Decide(x.shuffled, x.ask.In);
        }).AtLeast("allowed", 0.05).AtLeast("refused by an evaluator", 0.05);

    [Fact]
    public void One_fault_or_forbid_denies_whatever_the_others_say() => Law.Check(
        from list in List
        from bad in Gen.Elements('F', 'I', 'U', 'T', 'f', 'i', 'u', 't', 'z')
        from at in Gen.Choose(0, list.Length)
        from ask in AskCase.Gen
        select (list: list.Insert(at, bad.ToString()), ask),
        (x, tally) => !_worlds.Decide(x.list, x.ask.In).IsAllowed && (tally.Count("within", x.ask.IsWithinBoundary) || true)).AtLeast("within", 0.1);

    public void Dispose() => _worlds.Dispose();
}
