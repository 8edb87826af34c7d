using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>Keys that change while the host runs.</summary>
public sealed class TokenKeyRingSourceTests : IDisposable
{
    private readonly RingFileWorld _file = new();

    public void Dispose() => _file.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rotation_signs_with_a_new_key_and_the_old_one_verifies_until_the_overlap_is_over(bool symmetric)
    {
        using var world = new TokenWorld(
            symmetric ? TokenKeyRing.CreateHs256() : null,
            o => o.Speaks.MaxLifetime = TimeSpan.FromMinutes(20));
        string old = await world.Issue(TestWorld.Acme);
        TokenKey first = world.Ring.Active;
        await world.Accepted(old);

        world.Keys.Rotate(TimeSpan.FromMinutes(6));
        string young = await world.Issue(TestWorld.Acme);

        Assert.NotEqual(first.KeyId, world.Keys.Current.Active.KeyId);
        Assert.Equal([TokenKeyState.Active, TokenKeyState.Retiring], world.Keys.Current.Keys.Select(k => k.State));
        await world.Accepted(young);
        world.World.Time.Advance(TimeSpan.FromMinutes(6) - TimeSpan.FromTicks(1));
        await world.Accepted(old);
        world.World.Time.Advance(TimeSpan.FromTicks(1));
        await world.Refused(old, "key_ended");
        await world.Accepted(young);
    }

    [Fact]
    public async Task Rotation_without_an_overlap_ends_the_old_tokens_at_once()
    {
        using var world = new TokenWorld();
        string old = await world.Issue(TestWorld.Acme);
        await world.Accepted(old);

        world.Keys.Rotate(TimeSpan.Zero);

        Assert.Single(world.Keys.Current.Keys);
        await world.Refused(old, "kid");
        await world.Accepted(await world.Issue(TestWorld.Acme));
    }

    [Fact]
    public async Task Overlap_by_default_is_longer_than_any_token_lives()
    {
        using var world = new TokenWorld();
        world.Keys.Rotate();
        Assert.True(world.Keys.Current.Keys[1].VerifiesUntil > world.World.Time.Now + TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(2));
        await world.Accepted(await world.Issue(TestWorld.Acme));
    }

    [Fact]
    public async Task Revoked_key_ends_remembered_tokens_at_once_and_stays_revoked()
    {
        using var world = new TokenWorld();
        string old = await world.Issue(TestWorld.Acme);
        string kid = world.Ring.Active.KeyId;
        world.Keys.Rotate();
        await world.Accepted(old);

        world.Keys.Revoke(kid);
        await world.Refused(old, "key_ended");

        world.Keys.Rotate();
        await world.Refused(old, "key_ended");
        Assert.Equal(TokenKeyState.Revoked, world.Keys.Current.Keys.Single(k => k.KeyId == kid).State);
    }

    [Fact]
    public void Signing_key_and_unknown_keys_are_not_revoked()
    {
        using var world = new TokenWorld();
        Assert.Throws<ArgumentException>(() => world.Keys.Revoke(world.Ring.Active.KeyId));
        Assert.Throws<ArgumentException>(() => world.Keys.Revoke("unknown"));
        Assert.Throws<ArgumentOutOfRangeException>(() => world.Keys.Rotate(TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public async Task Token_under_a_key_of_a_moment_ago_is_accepted_by_another_host_before_its_next_reading()
    {
        using TokenWorld one = _file.Host();
        using TokenWorld other = _file.Host();
        await other.Accepted(await one.Issue(TestWorld.Acme));

        one.Keys.Rotate();

        await other.Accepted(await one.Issue(TestWorld.Acme));
        await one.Accepted(await other.Issue(TestWorld.Acme));
    }

    [Fact]
    public async Task Revocation_in_the_file_counts_in_another_host_at_its_next_reading()
    {
        using TokenWorld one = _file.Host();
        using TokenWorld other = _file.Host();
        string old = await one.Issue(TestWorld.Acme);
        string kid = one.Keys.Current.Active.KeyId;
        one.Keys.Rotate();
        await other.Accepted(old);

        one.Keys.Revoke(kid);
        other.World.Time.Advance(TimeSpan.FromSeconds(5));

        await other.Refused(old, "key_ended");
    }

    [Fact]
    public void Rotated_file_is_private_whole_and_without_the_private_half_of_the_old_key()
    {
        using TokenWorld host = _file.Host();
        host.Keys.Rotate();
        TokenKeyRing loaded = TokenKeyRing.Load(_file.Path);

        Assert.Equal(host.Keys.Current.Keys.Select(k => (k.KeyId, k.State)), loaded.Keys.Select(k => (k.KeyId, k.State)));
        Assert.True(loaded.Keys[1].VerifiesUntil >= host.Keys.Current.Keys[1].VerifiesUntil);
        Assert.Equal([true, false], loaded.Keys.Select(k => k.CanSign));
        Assert.Equal(1, File.ReadAllText(_file.Path).Split("\"d\"").Length - 1);
        Assert.Equal(["ring.json", "ring.json.lock"], _file.Files);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_file.Path));
        }
    }

    [Fact]
    public async Task File_that_cannot_be_read_leaves_the_last_good_keys_for_a_while_and_then_closes()
    {
        using TokenWorld host = _file.Host();
        string good = File.ReadAllText(_file.Path);
        string token = await host.Issue(TestWorld.Acme);
        await host.Accepted(token);

        _file.Write(good[..^9]);
        host.World.Time.Advance(TimeSpan.FromSeconds(59));
        await host.Accepted(token);
        (int id, string text) = Assert.Single(_file.Log.Events);
        Assert.Equal(2201, id);
        Assert.DoesNotContain(good.Split("\"d\": \"")[1][..10], text);

        host.World.Time.Advance(TimeSpan.FromSeconds(1));
        await host.Refused(token, "key_source", DenyReason.DependencyUnavailable);
        await Assert.ThrowsAsync<TenancyConfigurationException>(() => host.Issue(TestWorld.Acme));

        _file.Write(good);
        host.World.Time.Advance(TimeSpan.FromSeconds(5));
        await host.Accepted(token);
        await host.Accepted(await host.Issue(TestWorld.Acme));
    }

    [Fact]
    public void Each_thread_reads_when_it_is_due_and_a_ring_without_a_file_is_always_read()
    {
        using TokenWorld host = _file.Host();
        using TokenWorld other = _file.Host();
        for (int i = 0; i < 3; i++)
        {
            string now = other.Keys.Rotate().Active.KeyId, seen = string.Empty;
            host.World.Time.Advance(TimeSpan.FromSeconds(5));
            var reader = new Thread(() => seen = host.Keys.Current.Active.KeyId);
            reader.Start();
            reader.Join();
            Assert.Equal(now, seen);
        }

        string last = other.Keys.Rotate().Active.KeyId;
        Assert.True(host.Keys.TryReload());
        Assert.Equal(last, host.Keys.Current.Active.KeyId);
        using var without = new TokenWorld();
        Assert.True(without.Keys.TryReload());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Public_halves_of_the_keys_that_verify_are_published_and_of_symmetric_keys_nothing(bool symmetric)
    {
        using var world = new TokenWorld(symmetric ? TokenKeyRing.CreateHs256() : null);
        world.Keys.Rotate(TimeSpan.FromMinutes(1));
        ITokenKeyPublication publication = world.World.Services.GetRequiredService<ITokenKeyPublication>();

        Assert.Equal(symmetric ? 0 : 2, (await publication.ListAsync(TestContext.Current.CancellationToken)).Count);
        world.World.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(symmetric ? [] : [world.Keys.Current.Active.KeyId], (await publication.ListAsync(TestContext.Current.CancellationToken)).Select(static k => k.KeyId));
    }

    [Fact]
    public async Task Clock_that_is_set_back_does_not_put_the_next_reading_off()
    {
        using TokenWorld host = _file.Host();
        string token = await host.Issue(TestWorld.Acme);
        string kid = host.Keys.Current.Active.KeyId;
        await host.Accepted(token);
        _file.Write(System.Text.RegularExpressions.Regex.Replace(File.ReadAllText(_file.Path), kid, "other-kid"));

        host.World.Time.Set(host.World.Time.Now - TimeSpan.FromDays(1));
        host.World.Time.Advance(TimeSpan.FromSeconds(5));

        await host.Refused(token, "kid");
    }

    [Fact]
    public async Task File_of_another_algorithm_is_not_taken_while_the_host_runs()
    {
        using TokenWorld host = _file.Host();
        string token = await host.Issue(TestWorld.Acme);
        File.Delete(_file.Path);
        TokenKeyRing.CreateHs256().Save(_file.Path);

        Assert.False(host.Keys.TryReload());
        await host.Accepted(token);
        Assert.Equal("ES256", host.Keys.Current.Algorithm);
    }

    [Fact]
    public async Task Invented_kids_cost_one_reading_for_each_change_of_the_file()
    {
        using TokenWorld host = _file.Host();
        var thief = new TokenForge(TokenKeyRing.CreateEs256(), host.World.Time);
        await host.Accepted(await host.Issue(TestWorld.Acme));
        _file.Write("no key file");

        for (int i = 0; i < 50; i++)
        {
            await host.Refused(thief.WithHeader(h => h.Set("kid", $"\"invented-{i}\"")), "kid");
        }

        Assert.Single(_file.Log.Events);
    }

    [Fact]
    public void Two_changes_at_once_lose_no_key()
    {
        using TokenWorld host = _file.Host();
        using (new FileStream($"{_file.Path}.lock", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None))
        {
            Assert.Contains("another process", Assert.Single(Assert.Throws<TenancyConfigurationException>(() => host.Keys.Rotate()).Errors));
        }

        host.Keys.Rotate();
        Assert.Equal(2, TokenKeyRing.Load(_file.Path).Keys.Count);
    }

    [Fact]
    public async Task Key_is_of_its_issuer_alone()
    {
        using var world = new TokenWorld();
        string kid = world.Ring.Active.KeyId;

        Assert.NotNull(await world.Keys.FindAsync(new TokenKeyQuery(TokenForge.Issuer, "acme", kid), CancellationToken.None));
        Assert.Null(await world.Keys.FindAsync(new TokenKeyQuery("https://other.test", "acme", kid), CancellationToken.None));
    }
}
