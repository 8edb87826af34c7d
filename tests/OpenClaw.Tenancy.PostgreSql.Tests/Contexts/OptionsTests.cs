using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Contexts;

/// <summary>Options that leave something open are refused, and say what to call. No server is needed.</summary>
public sealed class OptionsTests
{
    private const string Nowhere = "Host=nowhere.invalid;Username=app;Database=none";

    [Fact]
    public void The_role_is_needed() => Refused("AppRole", static r => r.UnsignedSetting());

    [Fact]
    public void It_must_be_said_whether_the_setting_is_signed() => Refused("SignedSetting", static r => r.AppRole("app"));

    [Fact]
    public void Signed_and_unsigned_exclude_each_other() => Refused("UnsignedSetting", static r => r.AppRole("app").UnsignedSetting().SignedSetting(TestDatabase.Key));

    [Fact]
    public void An_expiry_needs_a_signature() => Refused("BindToExpiry", static r => r.AppRole("app").UnsignedSetting().BindToExpiry(TimeSpan.FromMinutes(1)));

    [Theory]
    [InlineData(4)]
    [InlineData(601)]
    public void An_expiry_has_its_range(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TenantRowSecurityOptions().BindToExpiry(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_context_without_row_security_has_no_script()
    {
        using var db = new NotesDb(new DbContextOptionsBuilder<NotesDb>().UseNpgsql(Nowhere).UseTenancy(t => t.SharedAcrossTenants<Country>("reference data")).Options);
        Assert.Contains("UseTenantRowSecurity", Assert.Throws<TenancyConfigurationException>(() => TenantRowSecurity.Script(db)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_would_end_a_block_of_the_script_is_refused()
    {
        using var db = new NotesDb(new DbContextOptionsBuilder<NotesDb>().UseNpgsql(Nowhere).UseTenancy(t => t.SharedAcrossTenants<Country>("reference data"))
            .UseTenantRowSecurity(r => r.AppRole("app$openclaw$; DROP TABLE note; --").UnsignedSetting()).Options);
        Assert.Throws<TenancyConfigurationException>(() => TenantRowSecurity.Script(db));
    }

    [Fact]
    public void A_script_names_every_table_of_a_tenant_in_quotes_and_holds_no_key()
    {
        using var db = new NotesDb(new DbContextOptionsBuilder<NotesDb>().UseNpgsql(Nowhere).UseTenancy(t => t.SharedAcrossTenants<Country>("reference data"))
            .UseTenantRowSecurity(r => r.AppRole("odd \"role\"").Schema("odd'schema").SignedSetting(TestDatabase.Key)).Options);
        string script = TenantRowSecurity.Script(db);
        foreach (string table in (string[])["\"public\".\"note\"", "\"public\".\"line\"", "\"archive\".\"an \"\"entry\"\"\""])
        {
            Assert.Contains($"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;", script, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("country", script, StringComparison.Ordinal);
        Assert.Contains("TO \"odd \"\"role\"\"\"", script, StringComparison.Ordinal);
        Assert.Contains("CREATE SCHEMA IF NOT EXISTS \"odd'schema\"", script, StringComparison.Ordinal);
        Assert.DoesNotContain("INSERT INTO", script, StringComparison.Ordinal);
    }

    private static void Refused(string fix, Action<TenantRowSecurityOptions> configure) => Assert.Contains(
        fix,
        Assert.Throws<TenancyConfigurationException>(() => new DbContextOptionsBuilder().UseNpgsql(Nowhere).UseTenantRowSecurity(configure)).Message,
        StringComparison.Ordinal);
}
