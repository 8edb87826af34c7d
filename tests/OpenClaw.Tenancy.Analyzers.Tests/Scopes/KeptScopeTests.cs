using OpenClaw.Tenancy.Analyzers.Scopes;
using OpenClaw.Tenancy.Analyzers.Tests.Support;

namespace OpenClaw.Tenancy.Analyzers.Tests.Scopes;

/// <summary>OCT1105: what belongs to one scope is not kept where all scopes share it.</summary>
public sealed class KeptScopeTests
{
    [Theory]
    [InlineData("private static TenantContext? [|s_kept|];")]
    [InlineData("private static readonly AccessPermit [|Kept|] = null!;")]
    [InlineData("public static VerifiedTenantClaim? [|Kept|] { get; set; }")]
    [InlineData("private static readonly TenantClaim [|Kept|] = null!;")]
    [InlineData("private static readonly AsyncLocal<TenantContext?> [|Current|] = new();")]
    [InlineData("[ThreadStatic] private static AccessPermit? [|s_permit|];")]
    [InlineData("private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, AccessPermit> [|Permits|] = new();")]
    [InlineData("private static readonly List<(string, TenantContext)> [|All|] = [];")]
    [InlineData("private static readonly AccessPermit[] [|All|] = [];")]
    [InlineData("private static readonly Lazy<AccessPermit> [|Late|] = new(() => null!);")]
    [InlineData("private static IReadOnlyDictionary<TenantId, Lazy<AccessPermit>>? [|s_all|];")]
    [InlineData("private static OpenClaw.Tenancy.Secrets.SecretLease? [|s_lease|];")]
    [InlineData("private static OpenClaw.Tenancy.Storage.Files.TenantDirectoryRoot? [|s_root|];")]
    [InlineData("private static OpenClaw.Tenancy.Vaults.VaultAccess? [|s_access|];")]
    [InlineData("private static OpenClaw.Tenancy.Auditing.Trails.TrailAccess? [|s_access|];")]
    [InlineData("private static OpenClaw.Tenancy.Usage.UsageAccess? [|s_access|];")]
    [InlineData("private static OpenClaw.Tenancy.Secrets.Egress.TenantConnector? [|s_connector|];")]
    [InlineData("private static OpenClaw.Tenancy.AspNetCore.Live.LiveConnection? [|s_connection|];")]
    [InlineData("private static object? s_any; void Keep(AccessPermit permit) => [|s_any = permit|];")]
    public Task What_is_kept_is_reported(string member) => Expect.ReportsAsync<KeptScopeAnalyzer>("OCT1105", In(member));

    [Theory]
    [InlineData("private readonly TenantContext _context = null!;")]
    [InlineData("private static readonly TenantId Acme = TenantId.From(\"acme\");")]
    [InlineData("private static readonly Func<TenantContext, string> Show = tenant => tenant.Tenant.ToString();")]
    [InlineData("private static readonly IComparer<AccessPermit>? Order;")]
    [InlineData("private static ILogger<TenantContext>? s_logger;")]
    [InlineData("private static readonly System.Net.Http.HttpRequestOptionsKey<AccessPermit> Key = new(\"permit\");")]
    [InlineData("private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<TenantContext, string> Names = new();")]
    [InlineData("private static AccessPermit Earned => throw new InvalidOperationException();")]
    [InlineData("private static AccessPermit Earn(TenantContext tenant) => tenant.Permit;")]
    [InlineData("private static TenantContext? Current { get => null; }")]
    public Task What_is_not_kept_is_not(string member) => Expect.SilenceAsync<KeptScopeAnalyzer>(In(member));

    [Fact]
    public Task It_is_silenced_with_a_reason() => Expect.SilenceAsync<KeptScopeAnalyzer>(In("""
        #pragma warning disable OCT1105 // Reason: a test that shows what happens.
        private static TenantContext? s_kept;
        #pragma warning restore OCT1105
        """));

    private static string In(string member) => $$"""
        public sealed class Holder
        {
            {{member}}
        }
        """;
}
