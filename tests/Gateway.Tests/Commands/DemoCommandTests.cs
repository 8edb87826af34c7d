namespace Gateway.Tests.Commands;

public sealed class DemoCommandTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_case_of_the_demo_is_right()
    {
        Ran ran = await Ran.InDevelopmentAsync("demo");
        string[] lines = ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (string wrong in lines.Where(static l => l.Contains("WRONG")))
        {
            output.WriteLine(wrong);
        }

        Assert.Equal(0, ran.Exit);
        Assert.Equal($"{lines.Length - 2} right, 0 wrong", lines[^1].TrimEnd('\r'));
    }
}
