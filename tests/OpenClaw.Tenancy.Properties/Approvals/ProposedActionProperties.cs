using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Properties.Laws;

namespace OpenClaw.Tenancy.Properties.Approvals;

/// <summary>Laws of the digest that an approval is bound to.</summary>
public sealed class ProposedActionProperties
{
    private const int Cases = 30_000;

    // Few characters, so that neighbours collide wherever a digest would not tell fields apart.
    private static readonly Gen<string> Text = Gen.Elements("a", "b", "1", "0", ":").ListOf().Select(static parts => string.Concat(parts.Take(3)));

    private static readonly Gen<string?> Optional = Gen.OneOf(Gen.Constant<string?>(null), Text.Select(static t => (string?)t));

    private static readonly Gen<string?[]> Fields =
        from command in Text
        from cwd in Optional
        from agent in Optional
        from session in Optional
        select new[] { "x" + command, cwd, agent, session };

    // The same, one field of another, or two fields exchanged.
    private static readonly Gen<(string?[] One, string?[] Two)> Neighbours =
        from one in Fields
        from two in Fields
        from how in Gen.Choose(0, 5)
        from at in Gen.Choose(1, 3)
        select (one, how switch
        {
            0 => one,
            1 => two,
            2 => With(one, at, two[at]),
            3 => With(With(one, at, one[(at % 3) + 1]), (at % 3) + 1, one[at]),
            4 => With(one, at, one[at] is null ? string.Empty : null),
            _ => With(With(one, 0, one[0] + one[at]), at, null),
        });

    [Fact]
    public void Digests_are_the_same_exactly_when_all_fields_are() => Law.Check(Neighbours, static (pair, tally) =>
    {
        bool same = tally.Count("same", pair.One.SequenceEqual(pair.Two));
        return same == (ActionOf(pair.One).ToDigest() == ActionOf(pair.Two).ToDigest());
    }, Cases).AtLeast("same", 0.1);

    private static ProposedAction ActionOf(string?[] fields) => new(fields[0]!) { Cwd = fields[1], Agent = fields[2], Session = fields[3] };

    private static string?[] With(string?[] fields, int at, string? value)
    {
        string?[] copy = [.. fields];
        copy[at] = value;
        return copy;
    }
}
