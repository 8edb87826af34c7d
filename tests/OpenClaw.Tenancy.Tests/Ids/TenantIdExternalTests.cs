namespace OpenClaw.Tenancy.Tests.Ids;

/// <summary>The id that stands for an identity provider's own tenant text.</summary>
public sealed class TenantIdExternalTests
{
    // Computed apart from the library: "x--" + lower-case base32 of SHA-256 over (int32 big-endian length, UTF-8) of both.
    [Theory]
    [InlineData("https://login.example", "Contoso GmbH", "x--es5zzppshrikml7rejukgzpr6aftltyldtzgupbsiq7weyyzhcra")]
    [InlineData("idp", "m\u00fcnchen", "x--x2rwozrczdkro4ozgagkdzztxpmtdwix2idhmfhcwvaseutunofa")]
    [InlineData("ab", "c", "x--6kjz7ebqc3s3wknr4stbzw6toyrazib2eqmawomzl4wvb4xauzdq")]
    [InlineData("a", "bc", "x--wu2m4fvmtsftnar7hgrzltuoby6hvwlaloblkrcpddfnvtjbpjoq")]
    public void FromExternal_KnownFields_IsStable(string issuer, string value, string expected) =>
        Assert.Equal(expected, TenantId.FromExternal(issuer, value).ToString());

    [Theory]
    [InlineData("ab", "c", "a", "bc")]
    [InlineData("a", "b:c", "a:b", "c")]
    [InlineData("a\0", "b", "a", "\0b")]
    [InlineData("a", "acme", "b", "acme")]
    [InlineData("idp", "Acme", "idp", "acme")]
    [InlineData("idp", "acme ", "idp", "acme")]
    [InlineData("idp", "e\u0301", "idp", "\u00e9")]
    [InlineData("idp", "\u0004acme", "idp\u0004", "acme")]
    public void FromExternal_ShiftedOrSimilarFields_AreTwoTenants(string issuerA, string valueA, string issuerB, string valueB) =>
        Assert.NotEqual(TenantId.FromExternal(issuerA, valueA), TenantId.FromExternal(issuerB, valueB));

    [Fact]
    public void FromExternal_LongFieldsThatDifferAtTheEnd_AreTwoTenants()
    {
        string shared = new('n', 10 * 1024);

        TenantId[] ids =
        [
            TenantId.FromExternal(shared + "a", shared + "a"), TenantId.FromExternal(shared + "a", shared + "b"),
            TenantId.FromExternal(shared + "b", shared + "a"), TenantId.FromExternal(shared, "a" + shared + "a"),
        ];

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void FromExternal_Result_CannotBeNamedByText()
    {
        string text = TenantId.FromExternal("idp", "Contoso").ToString();

        Assert.Matches(@"\Ax--[a-z2-7]{52}\z", text);
        Assert.False(TenantId.TryFrom(text, out _));
    }

    [Theory]
    [InlineData(null, "v")]
    [InlineData("", "v")]
    [InlineData("i", null)]
    [InlineData("i", "")]
    public void FromExternal_MissingField_Throws(string? issuer, string? value) =>
        Assert.ThrowsAny<ArgumentException>(() => TenantId.FromExternal(issuer!, value!));

    [Fact]
    public void FromExternal_BrokenUnicode_ThrowsInsteadOfBecomingTheReplacementCharacter() =>
        Assert.ThrowsAny<ArgumentException>(() => TenantId.FromExternal("idp", "a\ud800b"));
}
