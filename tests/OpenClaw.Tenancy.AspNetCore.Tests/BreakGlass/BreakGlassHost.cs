using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tokens;

namespace OpenClaw.Tenancy.AspNetCore.Tests.BreakGlass;

/// <summary>A host on a real port with break-glass, the administration, and tokens that it mints itself.</summary>
public sealed class BreakGlassHost : IAsyncDisposable
{
    public const string Path = "/api/v1/break-glass";

    private const string Dev = "dev";

    private readonly TestApp _app;

    private BreakGlassHost(TestApp app, DurableLedger ledger) => (_app, Ledger) = (app, ledger);

    public DurableLedger Ledger { get; }

    public IServiceProvider Services => _app.Services;

    public IEnumerable<AuditEnvelope> Records => Ledger.Appended.Concat(Ledger.Emitted);

    public static async Task<BreakGlassHost> StartAsync(Action<TenancyOptions>? options = null)
    {
        var ledger = new DurableLedger();
        TestApp app = await TestApp.StartAsync(
            static a =>
            {
                a.MapBreakGlass();
                a.MapTenantAdministration();
                a.MapGet("/work", (TenantContext tenant) => tenant.Tenant.ToString()).RequireTenantScope("operator.read");
                a.MapGet("/refuses/{id}", (string id, HttpContext context, TenantContext tenant, RefusalTrail trail) =>
                {
                    trail.Record(context, tenant.Claim, "refuses", id, Problem.InvalidRequest.Code);
                    return Problem.InvalidRequest.ToResult();
                }).RequireTenantScope("operator.read");
                a.MapGet("/things/{id}", (string id, TenantContext tenant) => $"{id} of {tenant.Tenant}").RequireTenantScope("operator.read").OwnedBy<Thing>("id");
                a.MapPost("/things/{id}", (string id) => id).RequireTenantScope("operator.write").OwnedBy<Thing>("id");
                a.MapGet("/own/{id}", (string id, TenantContext tenant) => $"{id} of {tenant.Tenant}").RequireTenantScope("operator.read").OwnedBy<OwnThing>("id");
            },
            tenancy => tenancy.AddApiKeys().AddAdministration().UseLedger(_ => ledger)
                .AddTokenIssuer(Dev, static o =>
                {
                    o.Audience = "here";
                    o.Ring = TokenKeyRing.CreateEs256();
                    o.Speaks.ForTenants("acme", "globex").AllowPlatform();
                })
                .AddBreakGlass(static o => o.Issuer = Dev),
            options,
            static s =>
            {
                s.AddSingleton<ITenancySigner>(static _ => EcdsaSigner.Generate());
                s.AddSingleton<IResourceOwnerSource<Thing>, Thing>();
                s.AddScoped<IResourceOwnerSource<OwnThing>, OwnThing>();
            });
        return new BreakGlassHost(app, ledger);
    }

    /// <summary>A token of the host's own issuer.</summary>
    public async Task<string> TokenAsync(TenantId tenant, string subject, params string[] scopes) => await Services.GetRequiredKeyedService<ITenantTokenIssuer>(Dev)
        .IssueAsync(new TenantTokenRequest { Tenant = tenant, Subject = subject, Scopes = scopes }, default);

    public Task<string> OperatorAsync(string subject) => TokenAsync(TenantId.Platform, subject, "operator.admin");

    public static string Ask(string target = "acme", string scopes = "\"operator.read\"", string ticket = "INC-1", string reason = "stuck", string seconds = "600") =>
        $$"""{"ticket":"{{ticket}}","reason":"{{reason}}","target_tenant":"{{target}}","scopes":[{{scopes}}],"duration_seconds":{{seconds}}}""";

    public async Task<Answer> SendAsync(string method, string path, string? credential, string? json = null, string? selector = null, (string Name, string Value)? header = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        request.Headers.Authorization = credential is null ? null : new AuthenticationHeaderValue("Bearer", credential);
        if (header is { } more)
        {
            request.Headers.Add(more.Name, more.Value);
        }

        if (selector is not null)
        {
            request.Headers.Add("X-Tenant-Id", selector);
        }

        using HttpResponseMessage response = await _app.Client.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    /// <summary>Alice asks, Bob approves, and Alice collects: the id of the grant, and its token.</summary>
    public async Task<(string Id, string Token)> OpenAsync(string target = "acme", string scopes = "\"operator.read\"", string seconds = "600")
    {
        string alice = await OperatorAsync("alice");
        string id = Text(await SendAsync("POST", Path, alice, Ask(target, scopes, seconds: seconds)), "grant_id");
        await SendAsync("POST", $"{Path}/{id}/approve", await OperatorAsync("bob"));
        return (id, Text(await SendAsync("POST", $"{Path}/{id}/token", alice), "token"));
    }

    public static string Text(Answer answer, string member) => JsonDocument.Parse(answer.Body).RootElement.GetProperty(member).ToString();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
