using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpenClaw.Tenancy.Tokens.Tests;

public sealed class KeyRingFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Ring => _folder.File("ring.json");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Saved_ring_verifies_what_the_first_one_minted(bool symmetric)
    {
        TokenKeyRing ring = symmetric
            ? TokenKeyRing.From(TokenKey.CreateHs256(), TokenKey.CreateHs256())
            : TokenKeyRing.From(TokenKey.CreateEs256(), TokenKey.CreateEs256());
        ring.Save(Ring);
        TokenKeyRing loaded = TokenKeyRing.Load(Ring);
        using var minting = new TokenWorld(ring);
        using var reading = new TokenWorld(loaded);

        Assert.Equal(ring.Keys.Select(k => k.KeyId), loaded.Keys.Select(k => k.KeyId));
        await reading.Accepted(await minting.Issue(TestKit.TestWorld.Acme));
        await minting.Accepted(await reading.Issue(TestKit.TestWorld.Acme));
        await reading.Accepted(new TokenForge(ring, reading.World.Time, key: 1).Token());
    }

    [Fact]
    public void File_is_for_its_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        TokenKeyRing.LoadOrCreate(Ring, TokenKeyRing.CreateEs256);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Ring));
        Assert.Equal(["ring.json"], _folder.Names());
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.GroupExecute)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.OtherExecute)]
    public void File_that_is_open_to_others_is_refused(UnixFileMode more)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        TokenKeyRing.CreateEs256().Save(Ring);
        UnixFileMode own = File.GetUnixFileMode(Ring);
        File.SetUnixFileMode(Ring, own | more);

        Assert.Contains("chmod 600", RefusalOf(() => TokenKeyRing.Load(Ring)));
        Assert.Contains("chmod 600", RefusalOf(() => TokenKeyRing.LoadOrCreate(Ring, TokenKeyRing.CreateEs256)));
        File.SetUnixFileMode(Ring, UnixFileMode.UserRead);
        Assert.NotNull(TokenKeyRing.Load(Ring));
    }

    [Fact]
    public async Task Of_many_that_create_at_once_one_wins()
    {
        const int Rounds = 40;
        for (int round = 0; round < Rounds; round++)
        {
            string path = _folder.File($"ring{round}");
            using var start = new Barrier(8);
            TokenKeyRing[] rings = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
                () => TokenKeyRing.LoadOrCreate(path, () => MakeTogether(start)),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));

            Assert.Single(rings.Select(r => r.Active.KeyId).Distinct());
        }

        Assert.Equal(Rounds, _folder.Names().Length);
    }

    private static TokenKeyRing MakeTogether(Barrier start)
    {
        TokenKeyRing made = TokenKeyRing.CreateHs256();
        start.SignalAndWait(TimeSpan.FromMilliseconds(200));
        return made;
    }

    [Fact]
    public void Keys_are_never_written_over()
    {
        TokenKeyRing first = TokenKeyRing.CreateEs256();
        first.Save(Ring);

        Assert.Contains("already", RefusalOf(() => TokenKeyRing.CreateEs256().Save(Ring)));
        Assert.Equal(first.Active.KeyId, TokenKeyRing.LoadOrCreate(Ring, () => throw new InvalidOperationException()).Active.KeyId);
        Assert.Equal(["ring.json"], _folder.Names());
    }

    [Fact]
    public void Missing_file_or_folder_is_refused()
    {
        Assert.Contains("cannot be read", RefusalOf(() => TokenKeyRing.Load(Ring)));
        Assert.Contains("cannot be written", RefusalOf(() => TokenKeyRing.LoadOrCreate(_folder.File("no/ring"), TokenKeyRing.CreateEs256)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void File_cut_anywhere_is_refused_without_a_word_of_it(bool symmetric)
    {
        (symmetric ? TokenKeyRing.CreateHs256() : TokenKeyRing.CreateEs256()).Save(Ring);
        byte[] whole = File.ReadAllBytes(Ring);
        string secret = JsonNode.Parse(whole)!["keys"]![0]![symmetric ? "k" : "d"]!.GetValue<string>();
        for (int length = 0; length < whole.Length; length++)
        {
            Rewrite(whole[..length]);
            string message = RefusalOf(() => TokenKeyRing.Load(Ring));
            Assert.Contains("no key file", message);
            Assert.DoesNotContain(secret[..6], message);
        }
    }

    [Theory]
    [InlineData("d")]
    [InlineData("x")]
    [InlineData("y")]
    public void Key_whose_halves_do_not_fit_is_refused(string member) => AssertRefused(key => key[member] = Base64Url.EncodeToString(Other(member)));

    [Theory]
    [InlineData("alg", "HS256")]
    [InlineData("alg", "ES384")]
    [InlineData("alg", "none")]
    [InlineData("kty", "oct")]
    [InlineData("kty", "RSA")]
    [InlineData("crv", "P-384")]
    [InlineData("crv", "secp256k1")]
    [InlineData("kid", "")]
    [InlineData("kid", "../x")]
    [InlineData("d", "")]
    [InlineData("d", "AA")]
    [InlineData("x", "not base64url!")]
    public void Key_with_a_member_that_does_not_fit_is_refused(string member, string value) => AssertRefused(key => key[member] = value);

    [Fact]
    public void Key_with_a_member_of_another_type_or_none_is_refused()
    {
        foreach (string member in (string[])["kid", "alg", "kty", "crv", "x", "y", "d"])
        {
            AssertRefused(key => key.Remove(member));
            AssertRefused(key => key[member] = 1);
            AssertRefused(key => key[member] = null);
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"keys\":[]}")]
    [InlineData("{\"keys\":[1]}")]
    [InlineData("{\"keys\":{}}")]
    [InlineData("{\"keys\":[{\"kid\":\"a\",\"alg\":\"HS256\",\"kty\":\"oct\",\"k\":\"c2hvcnQ\"}]}")]
    [InlineData("{\"keys\":[{\"kid\":\"a\",\"alg\":\"HS256\",\"kty\":\"oct\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}]}")]
    [InlineData("{\"keys\":[{\"kid\":\"a\",\"kid\":\"a\",\"alg\":\"HS256\",\"kty\":\"oct\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}]}")]
    public void Other_contents_are_refused(string json)
    {
        Rewrite(System.Text.Encoding.UTF8.GetBytes(json));
        Assert.Contains("no key file", RefusalOf(() => TokenKeyRing.Load(Ring)));
    }

    [Fact]
    public void Two_algorithms_or_two_keys_of_one_id_in_a_file_are_refused()
    {
        TokenKeyRing.CreateEs256().Save(Ring);
        TokenKeyRing.CreateHs256().Save(_folder.File("hs"));
        JsonNode symmetric = JsonNode.Parse(File.ReadAllBytes(_folder.File("hs")))!["keys"]![0]!;

        AssertRefusedFile(file => file["keys"]!.AsArray().Add(symmetric.DeepClone()));
        AssertRefusedFile(file => file["keys"]!.AsArray().Add(file["keys"]![0]!.DeepClone()));
    }

    [Fact]
    public void Large_file_is_refused()
    {
        Rewrite(new byte[70_000]);
        Assert.Contains("too large", RefusalOf(() => TokenKeyRing.Load(Ring)));
    }

    private byte[] Other(string member)
    {
        TokenKeyRing.CreateEs256().Save(_folder.File(member));
        return Base64Url.DecodeFromChars(JsonNode.Parse(File.ReadAllBytes(_folder.File(member)))!["keys"]![0]![member]!.GetValue<string>());
    }

    private void AssertRefused(Action<JsonObject> edit) => AssertRefusedFile(file => edit(file["keys"]![0]!.AsObject()));

    private void AssertRefusedFile(Action<JsonNode> edit)
    {
        File.Delete(Ring);
        TokenKeyRing.CreateEs256().Save(Ring);
        JsonNode file = JsonNode.Parse(File.ReadAllBytes(Ring))!;
        Rewrite(JsonSerializer.SerializeToUtf8Bytes(file));
        Assert.NotNull(TokenKeyRing.Load(Ring));
        edit(file);
        Rewrite(JsonSerializer.SerializeToUtf8Bytes(file));
        Assert.Contains("no key file", RefusalOf(() => TokenKeyRing.Load(Ring)));
    }

    private void Rewrite(byte[] contents)
    {
        File.WriteAllBytes(Ring, contents);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Ring, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static string RefusalOf(Action act) => Assert.Single(Assert.Throws<TenancyConfigurationException>(act).Errors);
}
