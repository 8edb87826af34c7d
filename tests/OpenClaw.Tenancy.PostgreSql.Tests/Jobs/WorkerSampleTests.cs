using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.Samples.Worker;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Jobs;

/// <summary>The sample does its work in memory and in PostgreSQL.</summary>
public sealed class WorkerSampleTests(JobDatabase database) : IClassFixture<JobDatabase>
{
    [Fact]
    public Task It_runs_in_memory() => RunAsync([]);

    [Fact]
    public async Task It_runs_over_postgres()
    {
        database.Empty();
        string folder = System.IO.Directory.CreateTempSubdirectory("worker-").FullName;
        await RunAsync(["--postgres", database.ConnectionString, "--key", Path.Combine(folder, "key.pem")]);
        System.IO.Directory.Delete(folder, recursive: true);
    }

    private static async Task RunAsync(string[] args)
    {
        var output = new StringWriter();

        Assert.Equal(0, await WorkerProgram.RunAsync(args, output));

        string text = output.ToString();
        Assert.Contains("job 3!  (attempt 2)", text, StringComparison.Ordinal);
        Assert.Contains("initech  after the suspension", text, StringComparison.Ordinal);
        Assert.Contains("Dead, token_invalid", text, StringComparison.Ordinal);
        Assert.Matches("globex waited for [0-3] of 20", text);
    }
}
