using FsCheck.Fluent;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Properties.Laws;

namespace OpenClaw.Tenancy.Properties.Evaluators;

/// <summary>Deny-overrides is a join.</summary>
public sealed class JoinProperties
{
    private static readonly PolicyVerdict[] Defined = Enum.GetValues<PolicyVerdict>();

    private static readonly PolicyVerdict[] Worse = [PolicyVerdict.NotApplicable, PolicyVerdict.Allow, PolicyVerdict.Indeterminate, PolicyVerdict.Forbid];

    [Fact]
    public void Join_is_associative_commutative_and_idempotent()
    {
        foreach (PolicyVerdict a in Defined)
        {
            Assert.Equal(a, DenyOverrides.Join(a, a));
            foreach (PolicyVerdict b in Defined)
            {
                Assert.Equal(DenyOverrides.Join(a, b), DenyOverrides.Join(b, a));
                foreach (PolicyVerdict c in Defined)
                {
                    Assert.Equal(DenyOverrides.Join(DenyOverrides.Join(a, b), c), DenyOverrides.Join(a, DenyOverrides.Join(b, c)));
                }
            }
        }
    }

    [Fact]
    public void Join_is_the_worse_of_both()
    {
        for (int i = 0; i < Worse.Length; i++)
        {
            for (int j = 0; j < Worse.Length; j++)
            {
                Assert.Equal(Worse[Math.Max(i, j)], DenyOverrides.Join(Worse[i], Worse[j]));
            }
        }
    }

    [Fact]
    public void Join_of_any_numbers_is_worse_or_equal_and_an_undefined_one_is_a_fault() => Law.Check(
        Gen.Frequency((3, Gen.Choose(-2, 6)), (1, Gen.Choose(int.MinValue, int.MaxValue))).Two(),
        static (x, tally) =>
        {
            (PolicyVerdict a, PolicyVerdict b) = ((PolicyVerdict)x.Item1, (PolicyVerdict)x.Item2);
            tally.Count("undefined", !Enum.IsDefined(a) || !Enum.IsDefined(b));
            int expected = Math.Max(Badness(a), Badness(b));
            return Badness(DenyOverrides.Join(a, b)) == expected && Badness(DenyOverrides.Join(b, a)) == expected;
        }).AtLeast("undefined", 0.3);

    private static int Badness(PolicyVerdict verdict) => Enum.IsDefined(verdict) ? Array.IndexOf(Worse, verdict) : Array.IndexOf(Worse, PolicyVerdict.Indeterminate);
}
