using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Administration;

/// <summary>A host on a real port that offers the administration, with a ledger that is durable.</summary>
public sealed class AdminWorld : IAsyncDisposable
{
    public const string Operator = "platform|operator.admin";
    public const string Acme = "acme|operator.admin";
    public const string Globex = "globex|operator.admin";

    private readonly TestApp _app;

    private AdminWorld(TestApp app, DurableLedger ledger) => (_app, Ledger) = (app, ledger);

    public DurableLedger Ledger { get; }

    public TenantDirectory Directory => _app.Directory;

    public IEnumerable<AuditEnvelope> Records => Ledger.Appended.Concat(Ledger.Emitted);

    public static async Task<AdminWorld> StartAsync(Action<TenancyOptions>? options = null, Action<IServiceCollection>? services = null)
    {
        var ledger = new DurableLedger();
        TestApp app = await TestApp.StartAsync(
            a =>
            {
                a.MapTenantAdministration();
                a.MapGet("/work", () => "done").RequireTenantScope("operator.read");
            },
            tenancy => tenancy.AddApiKeys().AddAdministration().UseLedger(_ => ledger),
            options,
            services);
        return new AdminWorld(app, ledger);
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? credential, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.Authorization = credential is null ? null : new AuthenticationHeaderValue("Bearer", credential);
        using HttpResponseMessage response = await _app.Client.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    public Task<Answer> GetAsync(string path, string? credential) => SendAsync(HttpMethod.Get, path, credential, content: null);

    public Task<Answer> DeleteAsync(string path, string? credential) => SendAsync(HttpMethod.Delete, path, credential, content: null);

    public Task<Answer> PostAsync(string path, string? credential, string json) => SendAsync(HttpMethod.Post, path, credential, Json(json));

    public Task<Answer> PatchAsync(string path, string? credential, string json) => SendAsync(HttpMethod.Patch, path, credential, Json(json));

    /// <summary>Makes a tenant, and gives the key of its owner.</summary>
    public async Task<string> FoundAsync(string tenant) =>
        Member(await PostAsync("/api/v1/tenants", Operator, $$"""{"id":"{{tenant}}","name":"A tenant"}"""), "platform_api_key");

    /// <summary>Makes a member of whoever's tenant the credential is, and gives his id.</summary>
    public async Task<string> JoinAsync(string credential, string subject, string role) =>
        Member(await PostAsync("/api/v1/members", credential, $$"""{"issuer":"idp","subject":"{{subject}}","role":"{{role}}"}"""), "id");

    /// <summary>What an answer says in one of its members.</summary>
    public static string Member(Answer answer, string name) => JsonDocument.Parse(answer.Body).RootElement.GetProperty(name).ToString();

    public static string[] Members(Answer answer) => [.. JsonDocument.Parse(answer.Body).RootElement.EnumerateObject().Select(p => p.Name)];

    public static JsonElement[] List(Answer answer, string name) => [.. JsonDocument.Parse(answer.Body).RootElement.GetProperty(name).EnumerateArray()];

    /// <summary>The refusals in a tenant's own trail.</summary>
    public AuditEnvelope[] Refusals(string tenant) => [.. Records.Where(e => e.Tenant.ToString() == tenant && e.Outcome == AuditOutcome.Denied)];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
