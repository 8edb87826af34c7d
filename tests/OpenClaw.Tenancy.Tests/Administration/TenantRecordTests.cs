using System.Reflection;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Tests.Administration;

/// <summary>What the platform knows of a tenant is a fixed handful of small things, and nothing that a host could pour data into.</summary>
public sealed class TenantRecordTests
{
    private static readonly Dictionary<string, Type> Known = new()
    {
        ["Id"] = typeof(TenantId),
        ["DisplayName"] = typeof(string),
        ["Region"] = typeof(string),
        ["RuntimeId"] = typeof(string),
        ["Status"] = typeof(TenantStatus),
        ["CreatedAt"] = typeof(DateTimeOffset),
        ["Version"] = typeof(long),
    };

    [Fact]
    public void Record_has_these_members_and_no_free_payload()
    {
        PropertyInfo[] properties = typeof(TenantRecord).GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance);

        Assert.Equal(Known.OrderBy(static p => p.Key, StringComparer.Ordinal), properties.Select(static p => KeyValuePair.Create(p.Name, p.PropertyType)).OrderBy(static p => p.Key, StringComparer.Ordinal));
        Assert.All(properties, static p => Assert.False(p.CanWrite));
        Assert.Equal(Known.Count, typeof(TenantRecord).GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Length);
        Assert.Empty(typeof(TenantRecord).GetConstructors());
    }

    [Fact]
    public void What_is_said_of_a_new_tenant_is_no_more_than_that() => Assert.Equal(
        ["DisplayName", "Id", "Region", "RuntimeId"], typeof(NewTenant).GetProperties().Select(static p => p.Name).Order(StringComparer.Ordinal));
}
