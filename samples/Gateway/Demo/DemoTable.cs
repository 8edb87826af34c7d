namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>Plays the cases in their order and prints a row for each.</summary>
public static class DemoTable
{
    /// <summary>How many went wrong.</summary>
    public static async Task<int> PlayAsync(DemoWorld world, IReadOnlyList<DemoCase> cases, TextWriter output)
    {
        int wrong = 0;
        await output.WriteLineAsync(Row("case", "asked", "expected", "got", "audit", "verdict"));
        foreach (DemoCase one in cases)
        {
            TrailWatch watch = await TrailWatch.BeginAsync(world.Services);
            DemoAnswer answer = await one.Play(world);
            string[] recorded = await watch.NewInAsync(one.Expected.Trail);
            bool right = one.Expected.IsMetBy(answer, recorded) && await watch.NewElsewhereAsync(one.Expected.Trail) == 0;
            wrong += right ? 0 : 1;
            string got = $"{answer.Status} {answer.Finding ?? answer.Code}";
            string audit = recorded.Length == 0 ? "0" : $"{recorded.Length} {string.Join(',', recorded.Distinct())}";
            await output.WriteLineAsync(Row(one.Name, one.Asked, one.Expected.ToString(), got, audit, right ? "right" : "WRONG"));
        }

        await output.WriteLineAsync($"{cases.Count - wrong} right, {wrong} wrong");
        return wrong;
    }

    private static string Row(string name, string asked, string expected, string got, string audit, string verdict) =>
        $"{name,-38} {asked,-40} {expected,-22} {got,-22} {audit,-22} {verdict}";
}
