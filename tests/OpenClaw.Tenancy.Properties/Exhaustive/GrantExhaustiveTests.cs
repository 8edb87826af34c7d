using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Properties.Exhaustive;

/// <summary>Every question that a claim with a grant can ask of a small world, through the whole way from the request to the decision.</summary>
public sealed class GrantExhaustiveTests
{
    private static readonly string?[] Owners = ["acme", "globex", "platform", "absent", "unowned"];
    private static readonly string[] Given = ["operator.read", "operator.write", "operator.admin", "custom.x"];
    private static readonly string[] Asked = ["operator.read", "operator.write", "operator.admin", "custom.x", "operator.new"];
    private static readonly string[] Fates = ["alive", "revoked", "expired", "clock set back", "target suspended", "operator revoked", "token over"];
    private static readonly string?[] Selectors = [null, "acme", "globex", "platform"];

    // Which of the asked each gives, in words of its own.
    private static readonly Dictionary<string, string[]> Reach = new(StringComparer.Ordinal)
    {
        ["operator.read"] = ["operator.read"],
        ["operator.write"] = ["operator.read", "operator.write"],
        ["operator.admin"] = ["operator.read", "operator.write", "operator.admin", "operator.new"],
        ["custom.x"] = ["custom.x"],
    };

    [Fact]
    public async Task AuthorizeAsync_EveryCase_AgreesWithTheRules()
    {
        using var count = new CaseCount("worlds/grants", "questions of a claim with a grant in every small world");
        int cases = 0;
        var seen = new HashSet<DenyReason>();
        foreach (CrossTenantAccess crossing in (CrossTenantAccess[])[CrossTenantAccess.BreakGlass, CrossTenantAccess.GlobalScope])
        {
            foreach (string given in Given)
            {
                foreach (string fate in Fates)
                {
                    using var world = new BreakGlassWorld(options: o => o.CrossTenantAccess = crossing);
                    VerifiedTenantClaim claim = await Live(world, given, fate);
                    foreach ((string asked, AccessActionKind kind, string? owner, string? selector) in Questions())
                    {
                        AccessRequest request = new(claim, world.Engine.Action(asked, kind: kind), Resource(owner), world.Time.Now)
                        {
                            Selection = selector is null ? default : default(TenantSelection).And(selector),
                        };
                        AccessResult result = await world.Engine.AuthorizeAsync(request);
                        DenyReason expected = Expect(given, fate, asked, kind, owner, selector);

                        Assert.True(expected == result.Decision.Reason, $"{crossing} {given} {fate} {asked} {kind} {owner} {selector}: {result.Decision.Reason}, expected {expected}.");
                        Assert.Equal(expected == DenyReason.None ? AccessWay.Grant : AccessWay.None, result.Decision.Way);
                        Assert.Equal(expected == DenyReason.None ? "acme" : null, result.Permit?.Tenant.ToString());
                        cases++;
                        seen.Add(expected);
                    }
                }
            }
        }

        Assert.Equal(2 * 4 * 7 * 5 * 4 * 5 * 4, cases);
        Assert.Equal(9, seen.Count);
        count.Add(cases);
        count.Held();
    }

    private static IEnumerable<(string Asked, AccessActionKind Kind, string? Owner, string? Selector)> Questions() =>
        from asked in Asked
        from kind in Enum.GetValues<AccessActionKind>()
        from owner in Owners
        from selector in Selectors
        select (asked, kind, owner, selector);

    private static DenyReason Expect(string given, string fate, string asked, AccessActionKind kind, string? owner, string? selector) =>
        fate is "revoked" or "operator revoked" ? DenyReason.Revoked
        : fate is "expired" or "clock set back" or "token over" ? DenyReason.Expired
        : fate == "target suspended" ? DenyReason.TenantInactive
        : selector is not (null or "acme") ? DenyReason.SelectorMismatch
        : kind is AccessActionKind.Platform or AccessActionKind.PlatformPrivilege || !Reach[given].Contains(asked) ? DenyReason.ScopeMissing
        : owner == "absent" ? DenyReason.ResourceAbsent
        : owner == "unowned" ? DenyReason.ResourceUnowned
        : owner != "acme" ? DenyReason.TenantMismatch
        : DenyReason.None;

    private static ResourceRef Resource(string? owner) => owner switch
    {
        "absent" => ResourceRef.Absent("r1"),
        "unowned" => ResourceRef.Owned("r1", null),
        "platform" => ResourceRef.Owned("r1", TenantId.Platform),
        _ => ResourceRef.Owned("r1", TenantId.From(owner!)),
    };

    private static async Task<VerifiedTenantClaim> Live(BreakGlassWorld world, string given, string fate)
    {
        BreakGlassGrant grant = await world.Open(BreakGlassWorld.Ask(scopes: [given], duration: TimeSpan.FromMinutes(fate == "token over" ? 30 : 3)));
        VerifiedTenantClaim claim = world.Enter(grant);
        switch (fate)
        {
            case "revoked":
                await world.Revoke(grant.Id.ToString());
                break;
            case "expired":
            case "clock set back":
                world.Time.Advance(TimeSpan.FromMinutes(3));
                world.Time.Set(TimeSpan.FromMinutes(fate == "expired" ? 0 : -2));
                await world.Engine.AuthorizeAsync(new AccessRequest(claim, world.Engine.Action("operator.read"), Resource("acme"), world.Time.Now));
                break;
            case "target suspended":
                world.Write(DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Suspended));
                break;
            case "operator revoked":
                world.Write(DirectoryChange.RevokeMember(TenantId.Platform, TestWorld.Idp, BreakGlassWorld.Alice, mayReturn: true));
                break;
            case "token over":
                world.Time.Advance(TimeSpan.FromMinutes(5));
                break;
            default:
                break;
        }

        return claim;
    }
}
