using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Properties.Laws;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Properties.Evaluators;

/// <summary>Laws of what several selectors say together.</summary>
public sealed class TenantSelectionProperties : IDisposable
{
    private readonly TestWorld _world = new();

    private static Gen<string?[]> Selectors =>
        from length in Gen.Choose(0, 4)
        from texts in Gen.Frequency(
            (8, Gen.Constant<string?>("acme")), (1, Gen.Constant<string?>("globex")), (1, Gen.Elements<string?>("Acme", "", "!", "acme\0", "acme,globex", null, "platform"))).ArrayOf(length)
        select texts;

    [Fact]
    public void And_does_not_depend_on_the_order() => Law.Check(
        from texts in Selectors
        from shuffled in Gen.Shuffle(texts)
        select (texts, shuffled),
        (x, tally) => tally.Count("agrees", Agrees(x.texts, TestWorld.Acme)) == Agrees(x.shuffled, TestWorld.Acme)
            && Agrees(x.texts, TestWorld.Globex) == Agrees(x.shuffled, TestWorld.Globex)).AtLeast("agrees", 0.3);

    [Fact]
    public void Selectors_agree_exactly_when_each_is_the_tenants_text() => Law.Check(Selectors, (texts, tally) =>
        tally.Count("agrees", Agrees(texts, TestWorld.Acme)) == texts.All(static t => t == "acme")
            && Agrees(texts, TestWorld.Globex) == texts.All(static t => t == "globex")).AtLeast("agrees", 0.3);

    [Fact]
    public void One_more_selector_never_mends_a_contradiction() => Law.Check(
        Selectors.Zip(Gen.Elements<string?>("acme", "globex", "!", null)),
        (x, tally) => tally.Count("agrees", Agrees(x.Item1, TestWorld.Acme)) || !Agrees([.. x.Item1, x.Item2], TestWorld.Acme)).AtLeast("agrees", 0.3);

    public void Dispose() => _world.Dispose();

    private bool Agrees(string?[] texts, TenantId tenant)
    {
        TenantSelection selection = texts.Aggregate(default(TenantSelection), static (s, t) => s.And(t));
        var request = new AccessRequest(
            _world.Claim(tenant, "operator.read"), _world.Engine.Action("operator.read"), ResourceRef.Collection(tenant), _world.Time.Now) { Selection = selection };
        return _world.Engine.Decide(in request).Reason switch
        {
            DenyReason.None => true,
            DenyReason.SelectorMismatch => false,
            DenyReason other => throw new InvalidOperationException(other.ToString()),
        };
    }
}
