using System.Net.Http.Headers;
using ControlPlane.Tests.Support;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit.Identity;

namespace ControlPlane.Tests;

/// <summary>The token endpoint speaks RFC 8693, takes each parameter once, and says the same of every tenant where one is no member.</summary>
public sealed class TokenEndpointTests
{
    private const string GrantType = "urn:ietf:params:oauth:grant-type:token-exchange";
    private const string IdToken = "urn:ietf:params:oauth:token-type:id_token";

    [Fact]
    public async Task An_identity_token_is_exchanged()
    {
        await using ControlWorld world = await ControlWorld.StartAsync();

        Answered answer = await world.ExchangeAsync(world.Login("carol"), tenant: null, ("scope", "operator.read operator.write"));

        Assert.True(answer.Status == 200, answer.Body);
        Assert.Equal(("Bearer", "urn:ietf:params:oauth:token-type:access_token"), (answer.Member("token_type"), answer.Member("issued_token_type")));
        Assert.InRange(int.Parse(answer.Member("expires_in"), System.Globalization.CultureInfo.InvariantCulture), 1, 300);
        Assert.Equal(200, (await world.DispatchAsync(answer.Member("access_token"), "acme", """{"method":"sessions.list"}""")).Status);
    }

    [Fact]
    public async Task Where_one_is_no_member_every_answer_is_the_same()
    {
        await using ControlWorld world = await ControlWorld.StartAsync();
        Answered forged = await world.ExchangeAsync("x", "acme");
        Assert.Equal((401, "token_invalid"), (forged.Status, forged.Code));
        string carol = world.Login("carol");
        string bob = world.Login("bob");
        string[] bodies =
        [
            (await world.ExchangeAsync(carol, "globex")).Body, (await world.ExchangeAsync(carol, "unknown")).Body, (await world.ExchangeAsync(carol, "platform")).Body,
            (await world.ExchangeAsync(carol, "ACME")).Body, (await world.ExchangeAsync(carol, string.Empty)).Body, (await world.ExchangeAsync(world.Login("nobody"), "acme")).Body,
        ];
        await world.ChangeAsync(DirectoryChange.SetStatus(TenantId.From("globex"), TenantStatus.Suspended));

        Assert.All([.. bodies, (await world.ExchangeAsync(bob, "globex")).Body, (await world.ExchangeAsync(bob, tenant: null)).Body], body => Assert.Equal(forged.Body, body));
    }

    [Fact]
    public async Task Of_several_tenants_one_is_named()
    {
        await using ControlWorld world = await ControlWorld.StartAsync();

        Answered none = await world.ExchangeAsync(world.Login("alice"), tenant: null);

        Assert.Equal((400, "invalid_request"), (none.Status, none.Code));
        Assert.Equal(200, (await world.ExchangeAsync(world.Login("alice"), "globex")).Status);
    }

    [Fact]
    public async Task More_than_the_role_holds_is_refused()
    {
        await using ControlWorld world = await ControlWorld.StartAsync();

        Answered answer = await world.ExchangeAsync(world.Login("alice"), "globex", ("scope", "operator.read operator.admin"));

        Assert.Equal((403, "scope_missing"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Each_parameter_stands_once_and_no_other_does()
    {
        await using ControlWorld world = await ControlWorld.StartAsync(withPlanes: false);
        (string, string)[] good = [("grant_type", GrantType), ("subject_token", world.Login("alice")), ("subject_token_type", IdToken), ("tenant", "acme")];
        List<(string, string)[]> bad = [[]];
        foreach ((string name, string value) parameter in good)
        {
            bad.Add([.. good, parameter]);
            bad.Add([.. good, (parameter.name.ToUpperInvariant(), parameter.value)]);
            bad.Add([.. good.Where(p => p.Item1 != parameter.name), ($"{parameter.name}[]", parameter.value)]);
            bad.Add([.. good.Where(p => p.Item1 != parameter.name), (parameter.name.ToUpperInvariant(), parameter.value)]);
            if (parameter.name != "tenant")
            {
                bad.Add([.. good.Where(p => p.Item1 != parameter.name)]);
                bad.Add([.. good.Where(p => p.Item1 != parameter.name), (parameter.name, string.Empty)]);
            }
        }

        bad.Add([.. good, ("scope", "operator.read"), ("scope", "operator.admin")]);
        bad.Add([.. good, ("actor_token", "x")]);
        bad.Add([.. good, ("audience", "cell-globex")]);
        foreach ((string, string)[] form in bad)
        {
            Answered answer = await world.FormAsync(form);
            Assert.True((answer.Status, answer.Code) == (400, "invalid_request"), $"{string.Join('&', form.Select(static p => p.Item1))}: {answer.Status}");
        }
    }

    [Fact]
    public async Task What_is_no_form_is_refused()
    {
        await using ControlWorld world = await ControlWorld.StartAsync(withPlanes: false);
        using var json = new StringContent($$"""{"grant_type":"{{GrantType}}"}""", new MediaTypeHeaderValue("application/json"));
        using var parts = new MultipartFormDataContent { { new StringContent(GrantType), "grant_type" } };
        using var none = new ByteArrayContent([]);

        foreach (HttpContent content in (HttpContent[])[json, parts, none])
        {
            Answered answer = await world.PostAsync("/control/v1/token", content, token: null);
            Assert.Equal((400, "invalid_request"), (answer.Status, answer.Code));
        }
    }

    [Fact]
    public async Task Keys_of_the_provider_that_do_not_answer_are_unavailable()
    {
        await using ControlWorld world = await ControlWorld.StartAsync();
        world.Provider.Fault = ProviderFaults.Failure;

        Answered answer = await world.ExchangeAsync(world.Login("carol"), "acme");

        Assert.Equal((503, "dependency_unavailable"), (answer.Status, answer.Code));
    }
}
