using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tests.Claims;

/// <summary>What a host publishes of a key is its id and two whole coordinates.</summary>
public sealed class PublishedTokenKeyTests
{
    private static readonly byte[] X = [.. Enumerable.Range(0, 32).Select(static i => (byte)i)];
    private static readonly byte[] Y = [.. Enumerable.Range(32, 32).Select(static i => (byte)i)];

    [Fact]
    public void Key_is_kept_as_it_was_when_it_was_made()
    {
        byte[] x = [.. X];
        var key = new PublishedTokenKey("k1", x, Y);
        x[0] = 99;

        Assert.Equal(("k1", "ES256 key k1"), (key.KeyId, key.ToString()));
        Assert.Equal(X, key.X.ToArray());
        Assert.Equal(Y, key.Y.ToArray());
    }

    [Theory]
    [InlineData("", 32, 32)]
    [InlineData("k1", 31, 32)]
    [InlineData("k1", 32, 31)]
    [InlineData("k1", 33, 33)]
    public void Key_without_an_id_or_a_whole_point_is_none(string id, int x, int y) => Assert.Throws<ArgumentException>(() => new PublishedTokenKey(id, new byte[x], new byte[y]));
}
