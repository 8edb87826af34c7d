using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.EntityFrameworkCore;
using OpenClaw.Tenancy.Storage;
using OpenClaw.Tenancy.Vaults;
using static Docs.Snippets.Concepts.EntityFrameworkPages;

namespace Docs.Snippets.Diagnostics;

public static class AnalyzerFixes
{
    public static void Oct1101(WebApplication app)
    {
        // <snippet name="oct1101">
        RouteGroupBuilder notes = app.MapGroup("/notes").RequireTenantScope("operator.read");
        notes.MapGet("/", (NotesDb db) => db.Notes.ToListAsync());                 // its group says it
        app.MapGet("/livez", () => "ok").AllowTenantless("liveness probe");
        // </snippet>
    }

    public static async Task Oct1102(NotesDb db, TenantContext tenant, PolicyEngine engine, CancellationToken cancellationToken)
    {
        // <snippet name="oct1102">
        List<Note> notes = await db.Notes.IgnoreQueryFilters(["deleted"]).ToListAsync(cancellationToken);    // the tenant's filter stays

        AccessResult result = await tenant.AuthorizeAsync(RawSql.Action(engine), cancellationToken);
        db.PermitRawSql(result.Permit!);
        int gone = await db.Database.ExecuteSqlAsync($"delete from Notes where TenantId = {tenant.Tenant.ToString()}", cancellationToken);
        // </snippet>
    }

    public static void Oct1103(TenantContext tenant, string fileName)
    {
        // <snippet name="oct1103">
        string key = StorageKeyPartitioner.Encode(tenant.Tenant, "exports", fileName).Text;
        string path = Path.Combine("data", StorageKeyPartitioner.Encode(tenant.Tenant, "exports", fileName).ToRelativePath());
        // </snippet>
    }

    public static bool Oct1104(PresentedCredential credential, string expected)
    {
        // <snippet name="oct1104">
        return CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(credential.Text)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
        // </snippet>
    }

    public static void Oct1105(TenantContext tenant, IServiceScopeFactory scopes, Func<IServiceProvider, CancellationToken, Task<int>> index)
    {
        // <snippet name="oct1105">
        VerifiedTenantClaim claim = tenant.Claim;                                  // it may start a scope of its own
        _ = Task.Run(async () =>
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(claim, index, CancellationToken.None);
        });
        // </snippet>
    }

    public static void Oct1106(ILogger logger, IssuedApiKey issued)
    {
        // <snippet name="oct1106">
        logger.LogInformation("issued the key {Key}", issued.Entry.Id);
        // </snippet>
    }

    public static void Oct1107(TenantId tenant)
    {
        // <snippet name="oct1107">
        VaultAccess access = VaultAccess.DangerousForOperator(tenant, "OPS-31: the vault is copied before the move");
        // </snippet>
    }

    public static void Oct1108(TenantContext tenant, string text)
    {
        // <snippet name="oct1108">
        bool isOwn = TenantId.TryFrom(text, out TenantId? named) && named == tenant.Tenant;
        // </snippet>
    }

    public static bool Oct1109(string presented, byte[] hashOfSecret)
    {
        // <snippet name="oct1109">
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(presented)), hashOfSecret);
        // </snippet>
    }
}
