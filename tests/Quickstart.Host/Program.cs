using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy;
using Quickstart;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication().AddJwtBearer();                       // the host's own, unchanged
builder.Services.AddAuthorization();
builder.Services.AddTenancy(o => o.Mode = TenancyMode.Shared)
    .AddPrincipalIssuer("https://login.example", tenantClaim: "tenant_id", roleClaim: "role",
        tenants: ["acme", "globex"])                                       // or listed per directory entry
    .AddDirectory(builder.Configuration.GetSection("Tenants"))
    .AddTenantDbContext<AppDb>(o => o.UseSqlite("Data Source=app.db"))     // class Run : ITenantOwned
    .AddTenancyPosture();                                                  // no start in production without a ledger
var app = builder.Build();
using (var scope = app.Services.CreateScope())
    scope.ServiceProvider.GetRequiredService<AppDb>().Database.EnsureCreated();
app.UseAuthentication(); app.UseTenancy(); app.UseAuthorization();
app.MapGet("/runs", (AppDb db) => db.Runs.ToListAsync()).RequireTenantScope("operator.read");
app.MapPost("/runs/{id}", async (string id, AppDb db) => { db.Add(new Run { Id = id }); await db.SaveChangesAsync(); })
   .RequireTenantScope("operator.write");
app.MapGet("/runs/{id}", (string id, AppDb db) => db.Runs.SingleAsync(r => r.Id == id))
   .RequireTenantScope("operator.read").OwnedBy<Run>("id");
app.MapGet("/healthz", () => "ok").AllowTenantless("liveness probe");
app.Run();
