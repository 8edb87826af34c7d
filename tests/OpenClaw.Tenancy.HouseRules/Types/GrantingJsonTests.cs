using System.Text.Json;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.HouseRules.Support;

namespace OpenClaw.Tenancy.HouseRules.Types;

/// <summary>A reader of JSON makes no grant, whatever the text says.</summary>
public sealed class GrantingJsonTests
{
    private const string Everything =
        """{"Claim":{},"Permit":{},"IsAccepted":true,"IsAllowed":true,"IsReusable":true,"Reason":255,"Way":1,"Decision":{"Reason":255,"Way":1}}""";

    [Fact]
    public void No_granting_type_is_read_from_json() => Rule.Holds(
        "A serializer must refuse the type.", Granting.Types, static type => new[] { "{}", "[]", Everything }.All(json => Refuses(type, json)) ? null : type.FullName);

    [Fact]
    public void A_tenant_id_is_not_read_from_json() => Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<TenantId>("\"acme\""));

    [Theory]
    [InlineData("{}")]
    [InlineData(Everything)]
    public void A_carrier_read_from_json_is_a_denial(string json)
    {
        Assert.False(JsonSerializer.Deserialize<ClaimAcceptance>(json).IsAccepted);
        Assert.False(JsonSerializer.Deserialize<CredentialVerification>(json).IsAccepted);
        Assert.False(JsonSerializer.Deserialize<AccessDecision>(json).IsAllowed);
        Assert.False(JsonSerializer.Deserialize<AccessResult>(json).IsAllowed);
    }

    [Fact]
    public void The_default_of_a_carrier_is_a_denial() => Rule.Holds(
        "The default must deny.",
        Granting.Carriers,
        static type => type.GetProperties()
            .Where(static p => p.Name is "IsAccepted" or "IsAllowed" or "IsOpen")
            .Select(p => p.GetValue(Activator.CreateInstance(type)))
            .ToArray() is [false] ? null : type.FullName);

    private static bool Refuses(Type type, string json)
    {
        try
        {
            JsonSerializer.Deserialize(json, type);
            return false;
        }
        catch (Exception refused) when (refused is NotSupportedException or JsonException)
        {
            return true;
        }
    }
}
