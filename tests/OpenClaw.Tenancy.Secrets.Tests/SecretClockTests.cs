using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Secrets.TestKit;
using OpenClaw.Tenancy.Secrets.Tests.Memory;
using OpenClaw.Tenancy.Secrets.Tests.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests;

/// <summary>A clock that is set back: what has ended once stays so while the process lives; what somebody ended stays so for ever.</summary>
public sealed class SecretClockTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly MemoryUnderTest _vault = new();
    private readonly KeyEncryptionKeys _keys = new();

    [Fact]
    public async Task What_has_ended_stays_so_when_the_clock_is_set_back()
    {
        using SecretHost host = Host();
        await FillAsync(host);
        host.World.Time.Advance(Minute);
        TenantContext scope = host.Scope(TestWorld.Acme);
        string[] ended = await StatesAsync(host, scope);
        Assert.Equal(["Expired", "Retired", "Revoked", "Retired"], ended);

        foreach (TimeSpan back in (TimeSpan[])[TimeSpan.FromTicks(1), Minute, TimeSpan.FromHours(1), TimeSpan.FromDays(30)])
        {
            host.World.Time.Set(-back);
            Assert.Equal(ended, await StatesAsync(host, scope));
        }
    }

    [Fact]
    public async Task Time_goes_on_behind_a_clock_that_was_set_back_before_the_end()
    {
        using SecretHost host = Host();
        await FillAsync(host);
        TenantContext scope = host.Scope(TestWorld.Acme);
        host.World.Time.Set(-TimeSpan.FromHours(1));
        host.World.Time.Advance(Minute - TimeSpan.FromTicks(1));
        Assert.Equal(["1:expires", "1:first"], (await StatesAsync(host, scope))[..2]);

        // A minute has gone by, whatever the clock on the wall says.
        host.World.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(["Expired", "Retired"], (await StatesAsync(host, scope))[..2]);
    }

    [Fact]
    public async Task Clock_that_was_ahead_for_a_moment_ends_what_ended_then()
    {
        using SecretHost host = Host();
        await FillAsync(host);
        host.World.Time.Set(TimeSpan.FromDays(1));
        TenantContext scope = host.Scope(TestWorld.Acme);
        Assert.Equal(["Expired", "Retired"], (await StatesAsync(host, scope))[..2]);
        host.World.Time.Set(TimeSpan.Zero);
        Assert.Equal(["Expired", "Retired"], (await StatesAsync(host, scope))[..2]);
    }

    [Fact]
    public async Task Lease_ends_with_the_value_and_does_not_come_back_with_the_clock()
    {
        using SecretHost host = Host();
        await FillAsync(host);
        SecretReading reading = await host.Reader.OpenAsync(host.Scope(TestWorld.Acme), SecretName.From("expires"), null, CancellationToken.None);
        ReadOnlyMemory<byte> bytes = reading.Lease!.Read();
        host.World.Time.Set(Minute);
        Assert.Throws<ObjectDisposedException>(() => reading.Lease.Read());
        host.World.Time.Set(TimeSpan.Zero);
        Assert.Throws<ObjectDisposedException>(() => reading.Lease.Read());
        Assert.False(bytes.Span.ContainsAnyExcept((byte)0));
    }

    [Fact]
    public async Task Process_that_starts_with_its_clock_set_back_opens_again_what_time_alone_had_ended()
    {
        using SecretHost host = Host();
        await FillAsync(host);
        host.World.Time.Advance(Minute);
        Assert.Equal(["Expired", "Retired", "Revoked", "Retired"], await StatesAsync(host, host.Scope(TestWorld.Acme)));

        // Its clock stands where the first one's stood at the beginning.
        using SecretHost again = Host();
        Assert.Equal(["1:expires", "1:first", "Revoked", "Retired"], await StatesAsync(again, again.Scope(TestWorld.Acme)));

        // What is revoked is gone for every clock.
        await again.Writer.RevokeAsync(again.Admin(TestWorld.Acme), SecretName.From("expires"), null, CancellationToken.None);
        using SecretHost last = Host();
        Assert.Equal("Revoked", (await StatesAsync(last, last.Scope(TestWorld.Acme)))[0]);
    }

    public void Dispose() => _vault.End();

    private static async Task FillAsync(SecretHost host)
    {
        await host.Put(TestWorld.Acme, "expires", SecretName.From("expires"), new SecretPutOptions { ExpiresAt = host.World.Time.Now + Minute });
        await host.Put(TestWorld.Acme, "first");
        await host.Rotate(TestWorld.Acme, "second", Minute);
        await host.Put(TestWorld.Acme, "revoked", SecretName.From("revoked"));
        await host.Writer.RevokeAsync(host.Admin(TestWorld.Acme), SecretName.From("revoked"), null, CancellationToken.None);
        await host.Put(TestWorld.Acme, "replaced", SecretName.From("replaced"));
        await host.Put(TestWorld.Acme, "by this", SecretName.From("replaced"));
    }

    private static async Task<string[]> StatesAsync(SecretHost host, TenantContext scope) =>
    [
        await host.Read(scope, null, SecretName.From("expires")),
        await host.Read(scope, 1),
        await host.Read(scope, null, SecretName.From("revoked")),
        await host.Read(scope, 1, SecretName.From("replaced")),
    ];

    private SecretHost Host() => new(_vault.Vault, _keys.Add);
}
