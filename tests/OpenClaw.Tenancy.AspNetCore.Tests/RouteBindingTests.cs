using System.Net;
using Microsoft.AspNetCore.Builder;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>The id whose owner was found is the id that the action is handed: a form field of the same name must not come before it.</summary>
public sealed class RouteBindingTests
{
    [Theory]
    [InlineData(typeof(FormController))]
    [InlineData(typeof(ModelController))]
    public async Task Action_that_may_take_the_id_from_elsewhere_refuses_the_start(Type controller)
    {
        await using WebApplication app = TestApp.Build(
            a =>
            {
                a.UseTenancy();
                a.MapControllers();
            },
            services: s => OneController.Add(s, controller));

        TenancyConfigurationException refused = await Assert.ThrowsAsync<TenancyConfigurationException>(() => app.StartAsync());

        Assert.Contains("OCT2012", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Action_that_says_where_the_id_is_from_is_handed_that_one()
    {
        await using TestApp app = await TestApp.StartAsync(a => a.MapControllers(), services: s => OneController.Add(s, typeof(RouteController)));
        using var form = new FormUrlEncodedContent([new("id", "g1")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/route/a1", UriKind.Relative)) { Content = form };
        request.Headers.Authorization = new("Bearer", "acme|operator.read");

        using HttpResponseMessage response = await app.Client.SendAsync(request);

        Assert.Equal("a1", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Without_tenancy_such_an_action_does_not_run()
    {
        await using TestApp app = await TestApp.StartAsync(
            a => a.MapControllers(), options: o => o.Mode = TenancyMode.Disabled, services: s => OneController.Add(s, typeof(FormController)));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await app.SendAsync(HttpMethod.Post, "/form/none")).Status);
    }
}
