namespace OpenClaw.Tenancy.Tests.Ids;

/// <summary>A tenant id is an opaque text: exactly what was given or nothing, compared by ordinal.</summary>
public sealed class TenantIdTests
{
    [Theory]
    [MemberData(nameof(HostileTexts.Good), MemberType = typeof(HostileTexts))]
    public void From_TextWithinGrammar_RoundTrips(string text)
    {
        TenantId id = TenantId.From(text);

        Assert.Equal(text, id.ToString());
        Assert.Equal(id, TenantId.From(id.ToString()));
    }

    [Theory]
    [MemberData(nameof(HostileTexts.OutsideGrammar), MemberType = typeof(HostileTexts))]
    public void From_TextOutsideGrammar_Throws(string text)
    {
        Assert.Throws<ArgumentException>(() => TenantId.From(text));
        Assert.False(TenantId.TryFrom(text, out TenantId? id));
        Assert.Null(id);
    }

    [Theory]
    [MemberData(nameof(HostileTexts.Reserved), MemberType = typeof(HostileTexts))]
    public void From_ReservedText_Throws(string text) => Assert.Throws<ArgumentException>(() => TenantId.From(text));

    [Fact]
    public void From_Null_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => TenantId.From(null!));
        Assert.False(TenantId.TryFrom(null, out _));
    }

    [Fact]
    public void From_RefusedText_DoesNotRepeatIt()
    {
        var refused = Assert.Throws<ArgumentException>(() => TenantId.From("Mallory\r\nowns this"));

        Assert.DoesNotContain("Mallory", refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(EveryOtherChar))]
    public void TryFrom_OneCharOutsideAlphabetAnywhere_IsRefused(char c)
    {
        Assert.False(TenantId.TryFrom(c.ToString(), out _));
        Assert.False(TenantId.TryFrom($"{c}acme", out _));
        Assert.False(TenantId.TryFrom($"ac{c}me", out _));
        Assert.False(TenantId.TryFrom($"acme{c}", out _));
    }

    [Fact]
    public void Equals_SameText_IsOneId()
    {
        TenantId one = TenantId.From("acme");
        TenantId two = TenantId.From(string.Concat("ac", "me"));

        Assert.True(one == two);
        Assert.False(one != two);
        Assert.True(one.Equals((object)two));
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
    }

    [Fact]
    public void Equals_OtherTextOrNullOrString_IsNot()
    {
        TenantId acme = TenantId.From("acme");

        Assert.False(acme == TenantId.From("acme2"));
        Assert.False(acme == null);
        Assert.False(null == acme);
        Assert.False(acme.Equals("acme"));
        Assert.False(acme.Equals((TenantId?)null));
    }

    [Fact]
    public void Statics_AreReservedTexts_ThatNoTextNames()
    {
        Assert.Equal("platform", TenantId.Platform.ToString());
        Assert.Equal("default", TenantId.Default.ToString());
        Assert.False(TenantId.TryFrom(TenantId.Platform.ToString(), out _));
        Assert.False(TenantId.TryFrom(TenantId.Default.ToString(), out _));
    }

    public static TheoryData<char> EveryOtherChar()
    {
        var data = new TheoryData<char>();
        for (char c = '\0'; c < 0x180; c++)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
            {
                data.Add(c);
            }
        }

        return data;
    }
}
