using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

public sealed class ControllerTests
{
    [Theory]
    [InlineData("GET", "/controller", "acme|operator.read", 200)]
    [InlineData("GET", "/controller", "acme", 403)]
    [InlineData("GET", "/controller", null, 401)]
    [InlineData("GET", "/controller/a1", "acme|operator.read", 200)]
    [InlineData("GET", "/controller/g1", "acme|operator.read", 404)]
    [InlineData("GET", "/controller/A1", "acme|operator.read", 400)]
    [InlineData("POST", "/controller", "acme|operator.write", 200)]
    [InlineData("POST", "/controller", "acme|operator.read", 403)]
    public async Task Attributes_are_enforced(string method, string path, string? credential, int status)
    {
        await using TestApp app = await TestApp.StartAsync(a => a.MapControllers(), services: AddControllers);

        Assert.Equal(status, (int)(await app.SendAsync(new HttpMethod(method), path, credential)).Status);
    }

    [Fact]
    public async Task Guard_of_an_attribute_refuses_a_branch_around_the_middleware()
    {
        await using TestApp app = await TestApp.StartAsync(TestApp.Build(
            a =>
            {
                a.UseWhen(c => c.Request.Query.ContainsKey("short"), b => b.Use((HttpContext c, RequestDelegate _) => c.GetEndpoint()!.RequestDelegate!(c)));
                a.UseTenancy();
                a.MapControllers();
            },
            services: AddControllers));

        Answer around = await app.GetAsync("/controller?short", "acme|operator.read");

        Assert.Equal((HttpStatusCode.Unauthorized, "claim_missing"), (around.Status, around.Code));
    }

    [Fact]
    public async Task Scope_said_for_all_controllers_counts_besides_their_own()
    {
        await using TestApp app = await TestApp.StartAsync(a => a.MapControllers().RequireTenantScope("operator.approvals"), services: AddControllers);

        Assert.Equal(403, (int)(await app.GetAsync("/controller", "acme|operator.read")).Status);
        Assert.Equal(403, (int)(await app.GetAsync("/controller", "acme|operator.approvals")).Status);
        Assert.Equal(200, (int)(await app.GetAsync("/controller", "acme|operator.read|operator.approvals")).Status);
    }

    private static void AddControllers(IServiceCollection services) => OneController.Add(services, typeof(ThingsController));
}
