using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Tests.Storage;

/// <summary>Only what would be written is read back, and only for its tenant.</summary>
public sealed class StorageKeyDecodingTests
{
    private static readonly TenantId Acme = TenantId.From("acme");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("tenants")]
    [InlineData("tenants/acme")]
    [InlineData("tenants/acme/")]
    [InlineData("tenants/acme/docs/")]
    [InlineData("tenants/acme//a")]
    [InlineData("tenants/acme/docs//a")]
    [InlineData("/tenants/acme/docs/a")]
    [InlineData("Tenants/acme/docs/a")]
    [InlineData("tenants/ACME/docs/a")]
    [InlineData("tenants/acme-2/docs/a")]
    [InlineData("tenants/globex/docs/a")]
    [InlineData("tenants/acme/Docs/a")]
    [InlineData("tenants/acme/do-cs/a")]
    [InlineData("tenants/acme/~64ocs/a")]
    [InlineData("tenants/acme/docs/A")]
    [InlineData("tenants/acme/docs/a b")]
    [InlineData("tenants/acme/docs/~61")]
    [InlineData("tenants/acme/docs/A~61")]
    [InlineData("tenants/acme/docs/~4A")]
    [InlineData("tenants/acme/docs/~4")]
    [InlineData("tenants/acme/docs/~")]
    [InlineData("tenants/acme/docs/~zz")]
    [InlineData("tenants/acme/docs/.")]
    [InlineData("tenants/acme/docs/..")]
    [InlineData("tenants/acme/docs/../../globex/docs/a")]
    [InlineData("tenants/acme/docs/.a")]
    [InlineData("tenants/acme/docs/a.")]
    [InlineData("tenants/acme/docs/con")]
    [InlineData("tenants/acme/docs/nul.txt")]
    [InlineData("tenants/acme/docs/~c0~af")]
    [InlineData("tenants/acme/docs/~ff")]
    [InlineData("tenants/acme/docs/~c3")]
    [InlineData("tenants/acme/docs/~ed~a0~80")]
    [InlineData("tenants/acme/docs/\u00e9")]
    [InlineData("tenants/acme/docs/a\\b")]
    [InlineData("tenants/acme/workspace-")]
    [InlineData("tenants/acme/workspace--a")]
    public void TryDecode_TextThatIsNotCanonical_IsRefused(string? text) => Assert.False(StorageKeyPartitioner.TryDecode(Acme, text, out _));

    [Fact]
    public void TryDecode_Binary_RefusesWhatIsCutOffOrOfAnother()
    {
        byte[] whole = StorageKeyPartitioner.Encode(Acme, "docs", "a", "B").ToBinary();
        Assert.True(StorageKeyPartitioner.TryDecode(Acme, whole, out StorageKeyParts? parts));
        Assert.Equal(("docs", "tenants/acme/docs/a/~42"), (parts.Kind, parts.Key.Text));
        Assert.False(StorageKeyPartitioner.TryDecode(TenantId.From("globex"), whole, out _));

        string[] readable = [.. Enumerable.Range(0, whole.Length)
            .Where(length => StorageKeyPartitioner.TryDecode(Acme, whole.AsSpan(0, length), out _)).Select(length => $"{length}")];

        // At the end of a field what came before is a key of its own: the one with fewer segments.
        Assert.Equal([$"{whole.Length - 4}", $"{whole.Length - 2}"], readable);
        Assert.False(StorageKeyPartitioner.TryDecode(Acme, [.. whole, 0], out _));
        Assert.False(StorageKeyPartitioner.TryDecode(Acme, [.. whole, 1, 0xFF], out _));
        Assert.False(StorageKeyPartitioner.TryDecode(Acme, [.. whole, 2, 0xC0, 0xAF], out _));
    }
}
