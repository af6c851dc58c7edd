-- Driven by test_neovim.py: opens the file given to nvim with the shipped set-up, benchmarks the function named in
-- $PERFCODER_TEST_FUNCTION with the shipped command, and writes what happened as JSON to $PERFCODER_TEST_RESULT.

local root = os.getenv('PERFCODER_TEST_ROOT')
package.path = root .. '/editors/neovim/?.lua;' .. root .. '/tests/e2e/?.lua;' .. package.path

local driver = require('neovim_driver')
local result, wait_for = driver.result, driver.wait_for
local client = driver.attach()

vim.fn.search('\\<' .. os.getenv('PERFCODER_TEST_FUNCTION') .. '\\>')
vim.cmd('normal! j')
wait_for('the command', function()
  return vim.fn.exists(':PerfCoderBenchmark') == 2
end)
vim.cmd('PerfCoderBenchmark')
wait_for('the end of the benchmark', function()
  return #result.messages > 0
end)

local function ask(method, params)
  local reply = vim.lsp.buf_request_sync(0, method, params, driver.PATIENCE_MS)
  return reply and reply[client] and reply[client].result
end

vim.cmd('normal! k')
local hover = ask('textDocument/hover', vim.lsp.util.make_position_params(0))
result.hover = hover and hover.contents.value
result.lenses = {}
for _, lens in ipairs(ask('textDocument/codeLens', { textDocument = vim.lsp.util.make_text_document_params(0) }) or {}) do
  table.insert(result.lenses, lens.command.title)
end
driver.finish()
