global using Answer = OpenClaw.Tenancy.Samples.Gateway.Demo.DemoAnswer;
