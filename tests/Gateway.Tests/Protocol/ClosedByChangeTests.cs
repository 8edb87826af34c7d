using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway.Hosting;
using OpenClaw.Tenancy.Scopes;

namespace Gateway.Tests.Protocol;

/// <summary>A connection ends when an administrator or an operator takes away what it stands by, over HTTP, and nobody else's does.</summary>
public sealed class ClosedByChangeTests : IAsyncLifetime
{
    private static readonly TenantId Acme = TenantId.From("acme");
    private readonly UserId _alice = UserId.New();
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync();
        await JoinAsync("owner-of-acme", UserId.New(), TenantRole.Owner);
        await JoinAsync("alice", _alice, TenantRole.Member);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData("PATCH", """{"role":"readonly"}""")]
    [InlineData("DELETE", null)]
    public async Task Member_whose_role_is_changed_or_who_is_removed(string method, string? body)
    {
        using ProtocolPeer mortal = await ProtocolPeer.ConnectAsync(_gateway, Alice());
        await ClosesAsync(mortal, () => _gateway.SendAsync(method, $"/api/v1/members/{_alice}", Owner(), body));
    }

    [Fact]
    public async Task Key_that_is_revoked()
    {
        string key = (await _gateway.SendAsync("POST", "/api/v1/keys", Owner(), """{"scopes":["operator.read"]}""")).Member("key");
        using ProtocolPeer mortal = await ProtocolPeer.ConnectAsync(_gateway, key);
        await ClosesAsync(mortal, () => _gateway.SendAsync("DELETE", $"/api/v1/keys/{key.Split('_')[1]}", Owner()));
    }

    [Fact]
    public async Task Grant_that_is_taken_back()
    {
        const string Path = "/api/v1/break-glass";
        string olga = await OperatorAsync("olga"), otto = await OperatorAsync("otto");
        string id = (await _gateway.SendAsync("POST", Path, olga, """{"ticket":"INC-7","reason":"stuck","target_tenant":"acme","scopes":["operator.read"],"duration_seconds":600}""")).Member("grant_id");
        Assert.Equal(200, (await _gateway.SendAsync("POST", $"{Path}/{id}/approve", otto)).Status);
        using ProtocolPeer mortal = await ProtocolPeer.ConnectAsync(_gateway, (await _gateway.SendAsync("POST", $"{Path}/{id}/token", olga)).Member("token"));
        await ClosesAsync(mortal, () => _gateway.SendAsync("DELETE", $"{Path}/{id}", otto));
    }

    private async Task ClosesAsync(ProtocolPeer mortal, Func<Task<Answer>> change)
    {
        using ProtocolPeer colleague = await ProtocolPeer.ConnectAsync(_gateway, Owner());
        using ProtocolPeer foreign = await ProtocolPeer.ConnectAsync(_gateway, _gateway.Member("globex"));
        Assert.Null(await mortal.RefusalAsync("sessions.list"));

        Answer changed = await change();
        Assert.True(changed.Status is 200 or 204, changed.Body);

        Assert.Equal((1008, "revoked"), await mortal.ClosedAsync());
        Assert.Null(await colleague.RefusalAsync("sessions.list"));
        Assert.Null(await foreign.RefusalAsync("sessions.list"));
        Assert.Equal(2, _gateway.App.Services.GetRequiredService<LiveConnections>().Count);
    }

    private string Alice() => _gateway.TokenOf("acme", "alice", "operator.read");

    private string Owner() => _gateway.TokenOf("acme", "owner-of-acme", "operator.admin");

    private Task JoinAsync(string subject, UserId user, TenantRole role) =>
        _gateway.ChangeAsync(DirectoryChange.AddMember(Acme, new LinkedIdentity(DevelopmentWorld.Issuer, subject), user, role, DirectoryActor.Host));

    private async Task<string> OperatorAsync(string subject) => await _gateway.App.Services.GetRequiredService<ITenantTokenIssuer>()
        .IssueAsync(new TenantTokenRequest { Tenant = TenantId.Platform, Subject = subject, Scopes = ["operator.admin"] }, CancellationToken.None);
}
