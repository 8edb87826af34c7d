using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Resources;
using Quickstart;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication().AddJwtBearer();                       // the host's own, unchanged
builder.Services.AddAuthorization();
builder.Services.AddTenancy(o => o.Mode = TenancyMode.Shared)
    .AddPrincipalIssuer("https://login.example", tenantClaim: "tenant_id", roleClaim: "role",
        tenants: ["acme", "globex"])                                       // or listed per directory entry
    .AddDirectory(builder.Configuration.GetSection("Tenants"));
builder.Services.AddScoped<AppDb>().AddSingleton<IResourceOwnerSource<Run>, RunOwners>();
var app = builder.Build();
app.UseAuthentication(); app.UseTenancy(); app.UseAuthorization();
app.MapGet("/runs", (AppDb db) => db.Runs.ToList()).RequireTenantScope("operator.read");
app.MapGet("/runs/{id}", (string id, AppDb db) => db.Runs.Single(r => r.Id == id))
   .RequireTenantScope("operator.read").OwnedBy<Run>("id");
app.MapGet("/healthz", () => "ok").AllowTenantless("liveness probe");
app.Run();
