using OpenClaw.Tenancy.Analyzers.CodeFixes;
using OpenClaw.Tenancy.Analyzers.Endpoints;
using OpenClaw.Tenancy.Analyzers.Tests.Support;

namespace OpenClaw.Tenancy.Analyzers.Tests.Endpoints;

/// <summary>The fix of OCT1101 shuts an endpoint, and compiles.</summary>
public sealed class RequireScopeFixTests
{
    [Theory]
    [InlineData("""app.MapGet("/runs", () => "runs");""", """app.MapGet("/runs", () => "runs").RequireTenantScope("operator.read");""")]
    [InlineData("""app.MapPost("/runs", () => "runs").WithName("runs"); // kept""", """app.MapPost("/runs", () => "runs").RequireTenantScope("operator.write").WithName("runs"); // kept""")]
    [InlineData("""var runs = app.MapGet("/runs", () => "runs");""", """var runs = app.MapGet("/runs", () => "runs").RequireTenantScope("operator.read");""")]
    [InlineData("""app.MapGet("/runs/{id}", (string id) => id).OwnedBy<Run>("id");""", """app.MapGet("/runs/{id}", (string id) => id).RequireTenantScope("operator.read").OwnedBy<Run>("id");""")]
    public async Task A_scope_is_required(string before, string after) =>
        Assert.Equal(Sources.InMap(after), await Mending.ApplyAsync<SilentEndpointAnalyzer, RequireScopeFix>(Sources.InMap(before)));
}
