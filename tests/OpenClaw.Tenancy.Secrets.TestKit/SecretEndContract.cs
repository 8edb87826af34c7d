using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Vaults;
using Xunit;

namespace OpenClaw.Tenancy.Secrets.TestKit;

/// <summary>What was revoked, replaced, removed or shredded while others read it is opened by nobody, in any host, who begins after the call has returned.</summary>
public abstract class SecretEndContract
{
    private const int Readers = 12;

    private static readonly Dictionary<string, (SecretFault Fault, Func<SecretHost, TenantContext, ValueTask<SecretChange>> End)> Ends = new()
    {
        ["revoked"] = (SecretFault.Revoked, static (host, admin) => host.Writer.RevokeAsync(admin, SecretHost.Name, version: null, CancellationToken.None)),
        ["version revoked"] = (SecretFault.Revoked, static (host, admin) => host.Writer.RevokeAsync(admin, SecretHost.Name, version: 1, CancellationToken.None)),
        ["replaced"] = (SecretFault.Retired, static (host, admin) => host.Writer.PutAsync(admin, SecretHost.Name, StormValue.Of(TestWorld.Acme, 2), null, CancellationToken.None)),
        ["removed"] = (SecretFault.NotFound, static (host, admin) => host.Writer.RemoveAsync(admin, SecretHost.Name, CancellationToken.None)),
        ["shredded"] = (SecretFault.NotFound, static (host, admin) => host.Writer.ShredAsync(admin, CancellationToken.None)),
    };

    public static TheoryData<string> Names { get; } = [.. Ends.Keys];

    protected abstract VaultUnderTest Open();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_has_ended_is_opened_by_nobody_who_begins_later(string how)
    {
        await using var hosts = new StormHosts(Open(), Open());
        Assert.True((await hosts[0].Writer.PutAsync(hosts.Admin(0, TestWorld.Globex), SecretHost.Name, StormValue.Of(TestWorld.Globex, 1), null, CancellationToken.None)).IsDone);
        for (int round = 0; round < StormSize.Ends; round++)
        {
            TenantContext admin = hosts.Admin(round, TestWorld.Acme);
            await hosts[round].Writer.RemoveAsync(admin, SecretHost.Name, CancellationToken.None);
            Assert.Equal(1, (await hosts[round].Writer.PutAsync(admin, SecretHost.Name, StormValue.Of(TestWorld.Acme, 1), null, CancellationToken.None)).Version);
            var end = new EndedSecret(Ends[how].Fault);
            Task[] readers = [.. Enumerable.Range(0, Readers).Select(i => Task.Run(() => end.ReadAsync(hosts[i], TestWorld.Acme)))];
            await end.IsBeingRead(Readers * 2).WaitAsync(StormSize.Hang);

            SecretChange change = await Ends[how].End(hosts[round], admin);
            end.Returned();

            Assert.True(change.IsDone, $"{change.Fault}");
            await Task.WhenAll(readers).WaitAsync(StormSize.Hang);
            Assert.StartsWith("1:globex=1", await hosts[round].Read(TestWorld.Globex), StringComparison.Ordinal);
        }
    }
}
