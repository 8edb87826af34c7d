namespace OpenClaw.Tenancy.Tests.Ids;

/// <summary>Each word that means something elsewhere is no id, and a longer one that begins or ends with it may be.</summary>
public sealed class ReservedWordTests
{
    public static TheoryData<string> Words =>
    [
        .. "null nil none undefined undef void nan inf infinity empty unknown true false yes no on off".Split(' '),
        .. "default platform global shared all any public anonymous system root self this then constructor prototype localhost".Split(' '),
        .. "con prn aux nul".Split(' '),
        .. Enumerable.Range(0, 2).Select(static n => $"{n}"),
        .. Enumerable.Range(0, 10).Select(static n => $"com{n}"),
        .. Enumerable.Range(0, 10).Select(static n => $"lpt{n}"),
    ];

    [Theory]
    [MemberData(nameof(Words))]
    public void Reserved_word_is_no_id_and_a_word_around_it_is(string word)
    {
        Assert.False(TenantId.TryFrom(word, out _));
        Assert.True(TenantId.TryFrom($"{word}-b", out _));
        Assert.True(TenantId.TryFrom($"b-{word}", out _));
    }
}
