using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Signing;

/// <summary>Behind a pooler that hands each transaction to some server process, the signature is bound to a moment.</summary>
public sealed class ExpiringSettingTests(Cluster cluster) : IDisposable
{
    private readonly TestDatabase _database = new(cluster, static o => o.SignedSetting(TestDatabase.Key).BindToExpiry(TimeSpan.FromSeconds(30)));

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task The_check_finds_it_sound() => Assert.Empty(await _database.RulesBroken());

    [Fact]
    public void Each_transaction_may_run_on_another_connection()
    {
        string connection = _database.AppConnection + ";No Reset On Close=true;Maximum Pool Size=3";
        for (int i = 0; i < 30; i++)
        {
            TenantId tenant = i % 2 == 0 ? TestWorld.Acme : TestWorld.Globex;
            using NotesDb db = _database.Open(tenant, connection);
            Assert.All(db.Notes.AsNoTracking().ToList(), n => Assert.Equal(tenant, n.Tenant));
        }

        // What was signed on one connection counts on another.
        using var first = new RawSession(_database.AppConnection);
        using var second = new RawSession(_database.AppConnection);
        second.Set(first.TokenOf(_database, TestWorld.Acme));
        Assert.Equal("acme", second.Tenants());
    }

    [Fact]
    public void A_signature_that_has_ended_opens_nothing()
    {
        using var session = new RawSession(_database.AppConnection);
        string token = session.TokenOf(_database, TestWorld.Acme);
        using NotesDb late = _database.Open(TestWorld.Acme, more: o => o.UseApplicationServiceProvider(new Clock(-31)));
        using NotesDb intime = _database.Open(TestWorld.Acme, more: o => o.UseApplicationServiceProvider(new Clock(-20)));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, Assert.Throws<PostgresException>(() => late.Notes.Count()).SqlState);
        Assert.Equal(TestDatabase.Rows, intime.Notes.Count());
        string[] parts = token.Split('.');
        session.Set($"{parts[0]}.{parts[1]}.e{long.Parse(parts[2][1..], System.Globalization.CultureInfo.InvariantCulture) + 3600}.{parts[3]}");
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, session.StateOf("SELECT count(*) FROM note"));
    }

    [Fact]
    public void A_setting_that_is_bound_to_the_server_process_is_refused_here()
    {
        using NotesDb db = _database.Open(TestWorld.Acme, security: static o => o.SignedSetting(TestDatabase.Key));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, Assert.Throws<PostgresException>(() => db.Notes.Count()).SqlState);
    }

    private sealed class Clock(int seconds) : TimeProvider, IServiceProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddSeconds(seconds);

        public object? GetService(Type serviceType) => serviceType == typeof(TimeProvider) ? this : null;
    }
}
